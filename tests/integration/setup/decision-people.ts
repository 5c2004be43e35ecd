import type { Pool } from "pg";
import type { Context, Role } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { refreshOpenFindings } from "@/lib/findings/queue";

const person = (digit: string, name: string, role: Role = "member"): Context & { actor: { kind: "user"; id: string } } => ({
  actor: { kind: "user", id: `00000000-0000-7000-8000-00000000000${digit}`, name, role },
  requestId: "test",
});

/** Three people who decide and approve. */
export const [ada, grace, linus] = [person("1", "Ada"), person("2", "Grace"), person("3", "Linus")];

/** Makes them users, as votes are of users. */
export async function givenPeople(pool: Pool): Promise<void> {
  for (const { actor } of [ada, grace, linus])
    await pool.query("insert into app_user (id, email, name, password_hash, role) values ($1, $2, $3, 'none', 'member') on conflict do nothing", [
      actor.id,
      `${actor.id}@example.test`,
      "name" in actor ? actor.name : "",
    ]);
}

/** A token's context. */
export const tokenOf = (id: string): Context => ({
  actor: { kind: "token", id, name: "ci", scopes: ["findings:write", "inventory:read"] },
  requestId: "test",
});

/** No decision was ever made, and the queue says so. */
export async function forgetDecisions(pool: Pool): Promise<void> {
  await pool.query("select testing.emptied('decision, decision_subject, decision_name, decision_vote, decision_effect, decision_end', 'cascade')");
  const { rows } = await pool.query<{ id: number }>("select id from artifact");
  const artifactIds = rows.map(({ id }) => id);
  await inTransaction((client) => refreshOpenFindings(client, { artifactIds }, new Date()), pool);
}

/** What the queue says of each open finding, by `service package@version vulnerability`. */
export async function queueStates(pool: Pool): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ finding: string; state: string }>(
    `select s.slug || ' ' || k.name || '@' || pv.version || ' ' || v.display_id as finding, q.state
     from open_finding q join artifact a on a.id = q.artifact_id join service s on s.id = a.service_id join package_version pv on pv.id = q.package_version_id
       join package k on k.id = pv.package_id join vulnerability v on v.id = q.vulnerability_id order by 1`,
  );
  return Object.fromEntries(rows.map(({ finding, state }) => [finding, state]));
}
