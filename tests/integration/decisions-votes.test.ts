import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/context";
import { type DecisionRow, endDecision, getDecision, lapseDecisions, listDecisions, makeDecision, voteOnDecision } from "@/lib/decisions";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { ada, forgetDecisions, givenPeople, grace, linus, queueStates, tokenOf } from "./setup/decision-people";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";

const inventory = withInventory();
const token = tokenOf("00000000-0000-7000-8000-0000000000aa");

beforeAll(async () => {
  const { pool } = inventory.database;
  await givenPeople(pool);
  await inventory.ship({ service: "checkout" }, documentOf([npm("quiet", "1.0.0")]));
  await givenVulnerability(pool, { ids: ["CVE-2026-2"], severity: "critical" }, [{ name: "quiet", version: "1.0.0" }]);
  await openFindings(pool);
  await pool.query(
    "insert into api_token (id, name, prefix, secret_hash, scopes, created_by, owner_id) values ($2, 'ci', 'whr_', '\\x01', '{}', 'Grace', $1)",
    [grace.actor.id, token.actor.kind === "token" ? token.actor.id : ""],
  );
});

beforeEach(async () => {
  await forgetDecisions(inventory.database.pool);
});

const subjects = [{ vulnerability: "CVE-2026-2", package: "pkg:npm/quiet", scope: "service", slug: "checkout" } as const];

async function request(ctx: Context = ada): Promise<DecisionRow> {
  const { decisions } = await makeDecision({ ctx, input: { status: "not_affected", justification: "code_not_present", subjects } });
  const [decision] = decisions;
  if (decision?.phase !== "waiting") throw new Error("it waits for a second person");
  return decision;
}

const vote = (ctx: Context, id: string, given: "approve" | "reject" = "approve") => voteOnDecision({ ctx, input: { id, vote: given } });
const count = async (table: string) => (await inventory.database.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n;
const state = async () => (await queueStates(inventory.database.pool))["checkout quiet@1.0.0 CVE-2026-2"];
const outcomesOf = async (votes: Promise<DecisionRow>[]) =>
  (await Promise.allSettled(votes)).map((vote) => (vote.status === "fulfilled" ? vote.value.phase : vote.reason.reason)).sort();

describe("two votes at once", () => {
  it("make it count once: of two people one is told that it stands already", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await request();
      expect(await outcomesOf([vote(grace, id), vote(linus, id)])).toEqual(["already_approved", "standing"]);
    }
    expect([await count("decision_vote"), await count("decision_effect")]).toEqual([5, 5]);
    const approvals = "select count(*)::int as n from audit_event where action = 'decision.approved'";
    expect((await inventory.database.pool.query(approvals)).rows[0].n).toBe(5);
    expect(await state()).toBe("not_affected");
  });

  it("of one person are one vote", async () => {
    const { id } = await request();
    expect(await outcomesOf([vote(grace, id), vote(grace, id), vote(grace, id)])).toEqual(["standing", "standing", "standing"]);
    expect(await count("decision_vote")).toBe(1);
    await expect(vote(grace, id, "reject")).rejects.toMatchObject({ reason: "voted_already" });
  });

  it("for and against are settled by the first", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await request();
      const outcomes = await outcomesOf([vote(grace, id), vote(linus, id, "reject")]);
      expect([
        ["already_approved", "standing"],
        ["decision_ended", "ended"],
      ]).toContainEqual(outcomes);
      const { votes, phase, ended } = await getDecision({ ctx: ada, input: { id } });
      expect(votes).toHaveLength(1);
      expect([phase, ended?.cause]).toEqual(votes[0]?.vote === "approve" ? ["standing", undefined] : ["ended", "rejected"]);
    }
  });

  it("and a withdrawal leave either a decision that never counted or one that ended", async () => {
    const { id } = await request();
    const [, ended] = await Promise.allSettled([vote(grace, id), endDecision({ ctx: ada, input: { id } })]);
    expect(ended).toMatchObject({ status: "fulfilled", value: { phase: "ended", ended: { cause: "withdrawn" } } });
    expect(await state()).toBe("undecided");
  });
});

describe("who may vote", () => {
  it("is nobody on their own request", async () => {
    const { id } = await request();
    await expect(vote(ada, id)).rejects.toMatchObject({ code: "forbidden", reason: "own_decision" });
  });

  it("is not the person whose token asked, but another", async () => {
    const { id } = await request(token);
    await expect(vote(grace, id)).rejects.toMatchObject({ code: "forbidden", reason: "own_decision" });
    expect((await listDecisions({ ctx: grace, input: { phase: "waiting" } })).data).toMatchObject([
      { requester: { kind: "token", name: "ci" }, mayVote: false },
    ]);
    expect(await vote(linus, id)).toMatchObject({ phase: "standing" });
  });

  it("is no token", async () => {
    const { id } = await request();
    const scopes = ["decisions:approve"] as const;
    await expect(vote({ actor: { kind: "token", id: linus.actor.id, name: "t", scopes }, requestId: "t" }, id)).rejects.toMatchObject({
      reason: "person_needed",
    });
    await expect(vote(token, id)).rejects.toMatchObject({ reason: "scope_missing" });
  });

  it("is nobody where no second person is needed, and nobody after a rejection", async () => {
    const { decisions } = await makeDecision({ ctx: ada, input: { status: "affected", subjects } });
    await expect(vote(grace, decisions[0]?.id ?? "")).rejects.toMatchObject({ reason: "no_approval_needed" });
    const { id } = await request();
    expect(await vote(grace, id, "reject")).toMatchObject({ phase: "ended", ended: { cause: "rejected", by: "Grace" } });
    await expect(vote(linus, id)).rejects.toMatchObject({ reason: "decision_ended" });
    await expect(endDecision({ ctx: ada, input: { id } })).rejects.toMatchObject({ reason: "decision_ended" });
  });
});

describe("a request that nobody approves", () => {
  it("lapses after two weeks: then no vote counts, and it is ended once", async () => {
    const { id, madeAt, approveBy } = await request();
    expect(Date.parse(approveBy) - Date.parse(madeAt)).toBe(14 * 86_400_000);
    const system = { actor: { kind: "system", name: "worker" }, requestId: "t" } as const;
    expect(await lapseDecisions({ ctx: system, input: {} })).toEqual({ lapsed: 0 });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(approveBy) });
    try {
      await expect(vote(grace, id)).rejects.toMatchObject({ reason: "decision_ended" });
      expect(await lapseDecisions({ ctx: system, input: {} })).toEqual({ lapsed: 1 });
      expect(await lapseDecisions({ ctx: system, input: {} })).toEqual({ lapsed: 0 });
      expect(await getDecision({ ctx: ada, input: { id } })).toMatchObject({ phase: "ended", ended: { at: approveBy, cause: "lapsed" } });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("whatever a program does, the database refuses", () => {
  const insertVote = (voter: Context & { actor: { id: string } }, more: { digest?: string; at?: string; requester?: string } = {}) =>
    `insert into decision_vote (decision_id, voter_id, voter_name, vote, at, requester, digest, approve_by)
     select id, '${voter.actor.id}', 'x', 'approve', ${more.at ?? "made_at"}, ${more.requester ?? "requester"}, ${more.digest ?? "digest"}, approve_by from decision`;
  const insertEffect = (approver: string, needs = "true") =>
    `insert into decision_effect (decision_id, from_at, needs_approval, approver_id, vote) select id, now(), ${needs}, ${approver} from decision`;

  it.each<[string, string[]]>([
    ["a vote of the requester", [insertVote(ada)]],
    ["a vote of the requester under another name", [insertVote(ada, { requester: "'user:somebody'" })]],
    ["a vote on something else than what stands there", [insertVote(grace, { digest: "'\\x00'" })]],
    ["a late vote", [insertVote(grace, { at: "approve_by" })]],
    ["a second vote of one person", [insertVote(grace), insertVote(grace)]],
    ["a vote of somebody who is no user", [insertVote({ ...grace, actor: { ...grace.actor, id: "00000000-0000-7000-8000-0000000000ff" } })]],
    ["an effect without a vote", [insertEffect("null, null")]],
    ["an effect that says that it needs none", [insertEffect("null, null", "false")]],
    ["an effect by a vote that nobody gave", [insertEffect(`'${grace.actor.id}', 'approve'`)]],
    ["an effect by a rejection", [insertVote(grace).replace("'approve'", "'reject'"), insertEffect(`'${grace.actor.id}', 'approve'`)]],
    ["a second effect", [insertVote(grace), insertEffect(`'${grace.actor.id}', 'approve'`), insertVote(linus), insertEffect(`'${linus.actor.id}', 'approve'`)]],
    ["another status", ["update decision set status = 'fixed'"]],
    ["that it needs nobody any more", ["update decision set needs_approval = false"]],
    ["a wider scope", ["update decision_subject set scope = 'everywhere', scope_id = null"]],
    ["another range", ["update decision_subject set range = '<9'"]],
    [
      "a subject of no decision",
      [
        "insert into decision_subject select gen_random_uuid(), n, names, package_id, range, lo, hi, hi_inclusive, key_rev, versions, scope, scope_id from decision_subject",
      ],
    ],
    ["a subject that is deleted", ["delete from decision_name", "delete from decision_subject"]],
    ["a decision that is deleted", ["delete from decision"]],
  ])("%s", async (_, statements) => {
    await request();
    const { pool } = inventory.database;
    for (const statement of statements.slice(0, -1)) await pool.query(statement).catch(() => {});
    await expect(pool.query(statements.at(-1) ?? "")).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
    expect(await state()).toBe("undecided");
  });

  it("a vote of the person who made the token that asked", async () => {
    await request(token);
    await expect(inventory.database.pool.query(insertVote(grace))).rejects.toMatchObject({ constraint: "decision_vote_of_another" });
  });
});
