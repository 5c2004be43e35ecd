import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authenticateToken, changePerson, createToken, getPerson, listTokens, systemContext } from "@/lib/auth";
import { forgetUsers } from "@/lib/auth/find-user";
import type { Context } from "@/lib/context";
import { type DecisionRow, getDecision, makeDecision, voteOnDecision } from "@/lib/decisions";
import { getFindingActivity, type ListFindings, listFindings, noteFindings } from "@/lib/findings";
import { parseQuestion } from "@/lib/query";
import { listBreaches } from "@/lib/sla";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { ada, forgetDecisions, givenPeople, grace, linus, queueStates } from "./setup/decision-people";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";

const inventory = withInventory();
const root = systemContext("root");
const pool = () => inventory.database.pool;
const idOf = (ctx: Context) => ("id" in ctx.actor ? ctx.actor.id : "");
const asAdministrator = (ctx: Context): Context => ({ ...ctx, actor: { ...ctx.actor, kind: "user", id: idOf(ctx), role: "admin" } });
const switchPerson = (ctx: Context, disabled: boolean) => changePerson({ ctx: root, input: { id: idOf(ctx), disabled } });
const holdsOf = async (ctx: Context) => (await getPerson({ ctx: root, input: { id: idOf(ctx) } })).holds;
const auditOf = async (action: string) => (await pool().query("select detail from audit_event where action = $1 order by id", [action])).rows;
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { reason?: string }) => error.reason,
  );

let artifactId = 0;
let packageVersionId = 0;

beforeAll(async () => {
  await givenPeople(pool());
  await pool().query("update app_user set role = 'admin'");
  artifactId = (await inventory.ship({ service: "checkout" }, documentOf([npm("quiet", "1.0.0")]))).artifactId;
  await givenVulnerability(pool(), { ids: ["CVE-2026-2"], severity: "critical" }, [{ name: "quiet", version: "1.0.0" }]);
  await openFindings(pool());
  packageVersionId = (await pool().query("select id from package_version")).rows[0].id;
});

beforeEach(async () => {
  await pool().query("update app_user set disabled_at = null; select testing.emptied('audit_event, api_token, finding_note')");
  forgetUsers();
  await forgetDecisions(pool());
});

describe("API tokens of somebody who is disabled", () => {
  const make = (ctx: Context, name = "ci") => createToken({ ctx, input: { name, scopes: ["inventory:read", "tokens:write"] } });

  it("are refused from that moment on, with those that they made; others work, and enabled theirs work again", async () => {
    const own = await make(asAdministrator(ada));
    const { id, name, scopes } = own;
    const second = await make({ actor: { kind: "token", id, name, scopes }, requestId: "r" }, "made by it");
    const others = [await make(asAdministrator(grace)), await make(root)];
    expect(await holdsOf(ada)).toEqual({ tokens: 2, assigned: 0, requests: 0 });
    await switchPerson(ada, true);
    for (const { token } of [own, second]) expect(await reasonOf(authenticateToken(token))).toBe("token_owner_disabled");
    for (const { token } of others) expect(await reasonOf(authenticateToken(token))).toBe("none");
    const { data } = await listTokens({ ctx: root, input: {} });
    expect(data.map(({ state }) => state)).toEqual(["active", "active", "owner_disabled", "owner_disabled"]);
    expect(await auditOf("user.disabled")).toMatchObject([{ detail: { tokens: 2, assigned: 0, requests: 0 } }]);
    await switchPerson(ada, false);
    expect(await reasonOf(authenticateToken(second.token))).toBe("none");
    expect(await auditOf("user.enabled")).toMatchObject([{ detail: { tokens: 2 } }]);
  });

  it("are refused too where one is made while they are being disabled", async () => {
    const [made] = await Promise.all([make(asAdministrator(ada)), switchPerson(ada, true)]);
    expect(await reasonOf(authenticateToken(made.token))).toBe("token_owner_disabled");
  });
});

describe("what somebody asked for who is disabled since", () => {
  const subjects = [{ vulnerability: "CVE-2026-2", package: "pkg:npm/quiet", scope: "service", slug: "checkout" } as const];
  async function request(ctx: Context = ada): Promise<DecisionRow> {
    const { decisions } = await makeDecision({ ctx, input: { status: "not_affected", justification: "code_not_present", subjects } });
    const [decision] = decisions;
    if (decision?.phase !== "waiting") throw new Error("it waits for a second person");
    return decision;
  }
  const vote = (ctx: Context, id: string, given: "approve" | "reject" = "approve") => voteOnDecision({ ctx, input: { id, vote: given } });
  const state = async () => (await queueStates(pool()))["checkout quiet@1.0.0 CVE-2026-2"];

  it("cannot be approved by anybody, and says so; enabled again it can", async () => {
    const { id } = await request();
    expect(await holdsOf(ada)).toMatchObject({ requests: 1 });
    await switchPerson(ada, true);
    expect(await reasonOf(vote(grace, id))).toBe("requester_disabled");
    expect(await state()).toBe("undecided");
    expect(await getDecision({ ctx: grace, input: { id } })).toMatchObject({ phase: "waiting", requester: { disabled: true }, mayVote: true });
    await switchPerson(ada, false);
    expect(await vote(grace, id)).toMatchObject({ phase: "standing" });
  });

  it("can be rejected, and what counted already goes on to count", async () => {
    const standing = await request();
    await vote(grace, standing.id);
    const waiting = await request();
    await switchPerson(ada, true);
    expect(await vote(linus, waiting.id, "reject")).toMatchObject({ phase: "ended" });
    expect(await getDecision({ ctx: grace, input: { id: standing.id } })).toMatchObject({ phase: "standing" });
    expect(await state()).toBe("not_affected");
  });

  it("is theirs also where a token of theirs asked, and one that this token made: neither they nor anybody approves it alone", async () => {
    const scopes = ["findings:write", "inventory:read", "tokens:write"] as const;
    const first = await createToken({ ctx: asAdministrator(ada), input: { name: "first", scopes: [...scopes] } });
    const actorOf = ({ id, name }: { id: string; name: string }): Context => ({ actor: { kind: "token", id, name, scopes }, requestId: "r" });
    const second = await createToken({ ctx: actorOf(first), input: { name: "second", scopes: [...scopes] } });
    const { id } = await request(actorOf(second));
    expect(await reasonOf(vote(ada, id))).toBe("own_decision");
    await switchPerson(ada, true);
    expect(await reasonOf(vote(grace, id))).toBe("requester_disabled");
  });

  it("a vote of theirs is none, as soon as they are disabled", async () => {
    const { id } = await request();
    await switchPerson(grace, true);
    for (const each of ["approve", "reject"] as const) expect(await reasonOf(vote(grace, id, each))).toBe("person_disabled");
    expect(await vote(linus, id)).toMatchObject({ phase: "standing" });
  });

  it("is not approved by a vote that races with their being disabled, whichever comes first", async () => {
    for (let round = 0; round < 5; round++) {
      await pool().query("update app_user set disabled_at = null");
      const { id } = await request();
      const [reason] = await Promise.all([reasonOf(vote(grace, id)), switchPerson(ada, true)]);
      const { rows } = await pool().query("select from decision_effect where decision_id = $1", [id]);
      expect([reason, rows.length]).toEqual(reason === "none" ? ["none", 1] : ["requester_disabled", 0]);
    }
  });

  it("the database refuses such votes, whatever a program does", async () => {
    await request();
    const insertVote = (voter: Context, given: string) =>
      pool().query(
        `insert into decision_vote (decision_id, voter_id, voter_name, vote, at, requester, digest, approve_by)
         select id, $1, 'x', $2, made_at, requester, digest, approve_by from decision`,
        [idOf(voter), given],
      );
    await pool().query("update app_user set disabled_at = now() where id = any($1)", [[idOf(ada), idOf(linus)]]);
    for (const [voter, given] of [
      [grace, "approve"],
      [linus, "approve"],
      [linus, "reject"],
    ] as const)
      await expect(insertVote(voter, given)).rejects.toMatchObject({ code: "23000" });
    await insertVote(grace, "reject");
  });
});

describe("findings that somebody is at who is disabled", () => {
  const list = (input: Partial<ListFindings>) => listFindings({ ctx: ada, input });
  const assign = (ctx: Context, of: object) => noteFindings({ ctx: ada, input: { ...of, note: { kind: "assignee", assignee: idOf(ctx) } } });
  const key = () => ({ artifactId, packageVersionId, vulnerability: "CVE-2026-2" });

  it("stay with them, say so, are found by it, and are given to somebody else at once", async () => {
    await assign(grace, { findings: [key()] });
    expect((await list({})).data[0]?.assignee).toEqual({ id: idOf(grace), name: "Grace", disabled: false });
    expect((await list({ q: "assignee:disabled" })).data).toEqual([]);
    expect(await holdsOf(grace)).toMatchObject({ assigned: 1 });
    await switchPerson(grace, true);
    expect(await auditOf("user.disabled")).toMatchObject([{ detail: { assigned: 1 } }]);
    for (const asked of [{ q: "assignee:disabled" }, { assignee: ["disabled" as const] }, { q: "assignee:disabled,none" }, { assignee: [idOf(grace)] }])
      expect((await list(asked)).data.map(({ assignee }) => assignee)).toEqual([{ id: idOf(grace), name: "Grace", disabled: true }]);
    expect((await getFindingActivity({ ctx: ada, input: key() })).notes[0]?.assignee).toMatchObject({ disabled: true });
    await pool().query("update open_finding set due_at = now() - interval '1 day'");
    expect((await listBreaches({ ctx: ada, input: { by: "assignee" } })).data).toMatchObject([{ assignee: { name: "Grace", disabled: true } }]);
    expect(await assign(linus, { filter: { q: "assignee:disabled" } })).toMatchObject({ findings: 1, notes: 1 });
    expect((await list({ q: "assignee:disabled" })).data).toEqual([]);
    expect((await list({})).data[0]?.assignee).toMatchObject({ name: "Linus" });
    expect(await reasonOf(assign(grace, { findings: [key()] }))).toBe("person_unknown");
  });

  it("a word that is nobody is told where it stands", async () => {
    expect(parseQuestion("assignee:grace").diagnostics).toMatchObject([{ code: "bad_facet_value", start: 0 }]);
    expect(await reasonOf(list({ q: "assignee:grace" }))).toBe("question_unreadable");
  });
});
