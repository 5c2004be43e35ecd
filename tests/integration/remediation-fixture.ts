import fc from "fast-check";
import type { Pool } from "pg";
import { type AdvisoryKind, advisoryKinds, type SeverityWord, severityWords } from "@/lib/advisories/model";
import type { ExposureWord } from "@/lib/sla";
import { givenVulnerability } from "./setup/given-vulnerability";

// Random histories of findings, written straight into the tables, as they are counted.

export const now = new Date("2026-11-26T12:00:30Z");
const hourMs = 3_600_000;
/** A moment that many hours before now: on the hour, so that some are midnight and due when others are closed, or within a minute. */
export const hoursAgo = (hours: number) => new Date(now.getTime() - hours * hourMs - (hours % 2 === 0 ? 30_000 : 47_000));

export const serviceTeams = ["red", "red", "blue", null] as const;
export const serviceTiers = [1, null, 4, 2] as const;
/** Two artifacts of each service. */
export const serviceOf = (artifact: number) => Math.floor((artifact - 1) / 2);

export type Vulnerability = { kind: AdvisoryKind; severity: SeverityWord; kev: boolean };
export type GivenFinding = { artifact: number; version: number; vulnerability: number; openedAt: Date; closedAt: Date | null; reason: string | null };
/** `approved`: by a second person. `ends`: withdrawn then. */
export type GivenDecision = {
  vulnerability: number;
  status: "affected" | "not_affected";
  scope: "artifact" | "service" | "team" | "everywhere";
  scopeId: number | null;
  fromAt: Date;
  expiresAt: Date | null;
  endsAt: Date | null;
  approved: boolean;
};
export type GivenBuild = { artifact: number; builtAt: Date; incomplete: boolean };
export type World = {
  vulnerabilities: Vulnerability[];
  findings: GivenFinding[];
  decisions: GivenDecision[];
  environments: Record<number, string>;
  builds: GivenBuild[];
};

const reasons = ["upgraded", "upgraded", "removed", "withdrawn", "corrected", "retired"];
/** In hours; many are at a midnight of the last weeks. */
const age = fc.oneof(
  fc.integer({ min: 1, max: 24 * 90 }),
  fc.integer({ min: 0, max: 14 }).map((days) => days * 24 + 12),
);

const vulnerability = fc.record({ kind: fc.constantFrom(...advisoryKinds), severity: fc.constantFrom(...severityWords), kev: fc.boolean() });
const finding = fc
  .record({
    artifact: fc.integer({ min: 1, max: 8 }),
    version: fc.integer({ min: 1, max: 3 }),
    vulnerability: fc.integer({ min: 1, max: 6 }),
    opened: age,
    closed: fc.option(age, { freq: 3 }),
    reason: fc.constantFrom(...reasons),
  })
  .map(({ opened, closed, reason, ...which }): GivenFinding => {
    const isClosed = closed !== null && closed <= opened;
    return { ...which, openedAt: hoursAgo(opened), closedAt: isClosed ? hoursAgo(closed) : null, reason: isClosed ? reason : null };
  });
const scope = fc.constantFrom(
  ["artifact", 1] as const,
  ["artifact", 3] as const,
  ["service", 1] as const,
  ["service", 2] as const,
  ["team", 1] as const,
  ["everywhere", null] as const,
);
const decision = fc
  .record({
    vulnerability: fc.integer({ min: 1, max: 6 }),
    status: fc.constantFrom("affected" as const, "affected" as const, "not_affected" as const),
    scope,
    from: age,
    lasts: fc.integer({ min: 1, max: 24 * 60 }),
    ends: fc.option(fc.integer({ min: 0, max: 24 * 20 })),
    approved: fc.boolean(),
  })
  .map(({ scope: [word, scopeId], from, lasts, ends, ...rest }): GivenDecision => {
    const fromAt = hoursAgo(from);
    const after = (hours: number) => new Date(fromAt.getTime() + hours * hourMs);
    return { ...rest, scope: word, scopeId, fromAt, expiresAt: rest.status === "affected" ? after(lasts) : null, endsAt: ends === null ? null : after(ends) };
  });
const build = fc.record({ artifact: fc.integer({ min: 1, max: 6 }), builtAt: age.map(hoursAgo), incomplete: fc.nat({ max: 5 }).map((chance) => chance === 0) });

export const world: fc.Arbitrary<World> = fc.record({
  vulnerabilities: fc.array(vulnerability, { minLength: 6, maxLength: 6 }),
  findings: fc.uniqueArray(finding, {
    maxLength: 40,
    selector: (each) => `${each.artifact} ${each.version} ${each.vulnerability} ${each.closedAt === null ? "" : each.openedAt.getTime()}`,
  }),
  decisions: fc.array(decision, { maxLength: 4 }),
  environments: fc.dictionary(fc.constantFrom("1", "2", "3", "5", "8"), fc.constantFrom("production", "staging")),
  builds: fc.array(build, { maxLength: 12 }),
});

export const exposureOf = ({ environments }: World, artifact: number): ExposureWord =>
  environments[artifact] === undefined ? "none" : environments[artifact] === "production" ? "production" : "other";

const tables =
  "team, service, artifact, artifact_head, build, presence, deployment, package, package_version, vulnerability, vulnerability_alias, advisory, match, kev_entry, finding, artifact_findings, app_user, decision, decision_subject, decision_name, decision_vote, decision_effect, decision_end";

/** Empties the database and writes the world into it. Ids begin with 1, in the order of the world. */
export async function tellWorld(pool: Pool, told: World): Promise<void> {
  await pool.query(`select testing.emptied('${tables}', 'restart identity cascade')`);
  await pool.query("insert into team (slug, name) values ('red', 'Red'), ('blue', 'Blue')");
  for (const [place, team] of serviceTeams.entries())
    await pool.query("insert into service (slug, name, team_id, tier, created_at) values ($1, $1, (select id from team where slug = $2), $3, $4)", [
      `s${place}`,
      team,
      serviceTiers[place],
      hoursAgo(24 * (20 + place * 15)),
    ]);
  await pool.query("insert into artifact (service_id, kind, name, ref) select 1 + (n - 1) / 2, 'image', 'image-' || n, 'main' from generate_series(1, 8) n");
  await pool.query("insert into package (ecosystem, name, leaf) values ('npm', 'lodash', 'lodash')");
  await pool.query("insert into package_version (package_id, version) values (1, '1.0.0'), (1, '2.0.0'), (1, '3.0.0')");
  for (const [place, { kind, severity, kev }] of told.vulnerabilities.entries())
    await givenVulnerability(pool, { ids: [`CVE-2026-900${place}`], kind, severity, ...(kev ? { kev: "2026-01-01" } : {}) });
  for (const { artifact, version, vulnerability: of, openedAt, closedAt, reason } of told.findings)
    await pool.query("insert into finding values ($1, $2, $3, $4, $5, 'build', $6, '{1}') on conflict do nothing", [
      artifact,
      version,
      of,
      openedAt,
      closedAt,
      reason,
    ]);
  await pool.query("insert into artifact_findings (artifact_id) select distinct artifact_id from finding");
  for (const [artifact, environment] of Object.entries(told.environments))
    await pool.query(
      "insert into deployment (artifact_id, id, build_seq, environment, from_at, replaces, source, recorded_at) values ($1, gen_random_uuid(), 1, $2, $3, true, 'api', $3)",
      [artifact, environment, hoursAgo(5)],
    );
  await tellBuilds(pool, told.builds);
  for (const each of told.decisions) await tellDecision(pool, each);
}

async function tellBuilds(pool: Pool, builds: readonly GivenBuild[]): Promise<void> {
  for (const [place, { artifact, builtAt, incomplete }] of builds.entries())
    await pool.query(
      "insert into build (artifact_id, seq, digests, built_at, received_at, document_sha256, composition_hash, upload_id, opened, closed, incomplete) values ($1, $2, '{}', $3, $3, '', '', gen_random_uuid(), 0, 0, $4)",
      [artifact, place + 1, builtAt, incomplete],
    );
  await pool.query(
    `insert into artifact_head (artifact_id, last_seq, head_seq, head_built_at, incomplete)
       select distinct on (artifact_id) artifact_id, 100, seq, built_at, incomplete from build order by artifact_id, built_at desc, seq desc`,
  );
  await pool.query(
    "update service s set first_build_at = (select min(b.built_at) from artifact a join build b on b.artifact_id = a.id where a.service_id = s.id)",
  );
}

async function tellDecision(pool: Pool, given: GivenDecision): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into decision (id, made_at, requester, requester_name, origin, status, justification, responses, acceptance, expires_at, needs_approval, approve_by, digest)
     values (gen_random_uuid(), $1, 'user:x', 'X', 'person', $2, $3, '{}', $4, $5, false, $6, '') returning id`,
    [
      new Date(given.fromAt.getTime() - 1),
      given.status,
      given.status === "affected" ? null : "code_not_reachable",
      given.status === "affected",
      given.expiresAt,
      new Date(given.fromAt.getTime() + hourMs),
    ],
  );
  const id = rows[0]?.id;
  const name = `CVE-2026-900${given.vulnerability - 1}`;
  await pool.query(
    "insert into decision_subject (decision_id, n, names, package_id, lo, hi, hi_inclusive, versions, scope, scope_id) values ($1, 0, $2, 1, '{}', '{}', '{}', '{}', $3, $4)",
    [id, [name], given.scope, given.scopeId],
  );
  await pool.query("insert into decision_name values ($1, $2, 0)", [name, id]);
  const approver = given.approved ? await vote(pool, id ?? "", given.fromAt) : null;
  await pool.query("insert into decision_effect values ($1, $2, false, $3, $4)", [id, given.fromAt, approver, approver && "approve"]);
  if (given.endsAt) await pool.query("insert into decision_end (decision_id, at, by_name, cause) values ($1, $2, 'X', 'withdrawn')", [id, given.endsAt]);
}

async function vote(pool: Pool, decisionId: string, at: Date): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    "insert into app_user (id, email, name, role, password_hash) values (gen_random_uuid(), gen_random_uuid() || '@example.org', 'Y', 'member', '') returning id",
  );
  await pool.query(
    `insert into decision_vote (decision_id, voter_id, voter_name, vote, at, requester, digest, approve_by)
     select id, $2, 'Y', 'approve', $3, requester, digest, approve_by from decision where id = $1`,
    [decisionId, rows[0]?.id, at],
  );
  return rows[0]?.id;
}
