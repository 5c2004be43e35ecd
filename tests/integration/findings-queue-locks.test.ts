import type { PoolClient } from "pg";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { inTransaction, plainPool } from "@/lib/db";
import { uuidv7 } from "@/lib/db/uuid";
import { insertDecision } from "@/lib/decisions/insert-decision";
import type { DecisionScope } from "@/lib/decisions/words";
import { queueArtifact, refreshOpenFindings } from "@/lib/findings/queue";
import { insertArtifact, insertHead } from "@/lib/inventory/ingest/queries/artifact";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { naiveQueue, storedQueue } from "./naive-queue";
import { forgetDecisions } from "./setup/decision-people";
import { tellAdvisory } from "./setup/stored-advisory";

const inventory = withInventory();
const system = { actor: { kind: "system", name: "test" }, requestId: "test" } as const;
const held = (version = "1.0.0") => documentOf([npm("a", version)]);
const ids: Record<string, number> = {};

beforeAll(async () => {
  await inventory.own("t", ["x", "y"]);
  for (const service of ["x", "y"]) ids[service] = (await inventory.ship({ service }, held())).artifactId;
  await tellAdvisory(inventory.database.pool, { key: "GHSA-1", vulnerability: "CVE-1", ranges: [{ name: "a", from: "0", fixed: "9.0.0" }] });
});

/** Transactions that a test has begun. */
const open = new Set<PoolClient>();

afterEach(async () => {
  // What a test that failed left open would keep everybody waiting.
  for (const client of open) await end(client, "rollback");
  await forgetDecisions(inventory.database.pool);
});

async function end(client: PoolClient, how: "commit" | "rollback"): Promise<void> {
  open.delete(client);
  await client.query(how);
  client.release();
}

const idOf = async (text: string) => (await inventory.database.pool.query<{ id: number }>(text)).rows[0]?.id ?? 0;
const anyVersion = { range: null, lo: [], hi: [], hiInclusive: [], versions: [] };

/** Writes a decision on CVE-1 and has the queue follow, on a transaction that the caller commits. */
async function decide(client: PoolClient, scope: DecisionScope, at = new Date()): Promise<string> {
  const scopeId = {
    artifact: ids.x ?? 0,
    service: await idOf("select id from service where slug = 'x'"),
    team: await idOf("select id from team"),
    everywhere: null,
  };
  const subject = { names: ["CVE-1"], packageId: null, versions: anyVersion, scope, scopeId: scopeId[scope] };
  const said = {
    status: "under_investigation",
    justification: null,
    responses: [],
    detail: null,
    evidenceUrl: null,
    acceptance: false,
    expiresAt: null,
  } as const;
  const { id } = await insertDecision(client, system, { origin: "person", documentId: null, ...said, subjects: [subject] }, at);
  await refreshOpenFindings(client, { decisionIds: [id] }, at);
  return id;
}

async function begun(): Promise<{ client: PoolClient; commit: () => Promise<void> }> {
  const client = await plainPool().connect();
  open.add(client);
  await client.query("begin");
  return { client, commit: () => end(client, "commit") };
}

/** Whether work was done, without waiting for it. */
function watched(work: Promise<unknown>): { done: () => boolean; end: Promise<unknown> } {
  let isDone = false;
  return { done: () => isDone, end: work.then(() => (isDone = true)) };
}

/** Until somebody waits for a lock: then what is to be shown has begun. */
async function somebodyWaits(): Promise<void> {
  await expect
    .poll(() => idOf("select count(*)::int as id from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
    .toBeGreaterThan(0);
}

async function expectExact(): Promise<void> {
  const wanted = await naiveQueue(inventory.database.pool, new Date());
  expect(wanted.length).toBeGreaterThan(0);
  expect(await storedQueue(inventory.database.pool)).toEqual(wanted);
}

describe("while somebody decides", () => {
  it.each(["artifact", "service"] as const)("for an %s, builds of others go on, and builds of what it is about wait", async (scope) => {
    const { client, commit } = await begun();
    await decide(client, scope);
    const own = watched(inventory.ship({ service: "x" }, held("1.0.1")));
    await somebodyWaits();
    await inventory.ship({ service: "y" }, held("1.0.2"));
    expect(own.done()).toBe(false);
    await commit();
    await own.end;
    await expectExact();
  });

  it.each(["service", "team"] as const)("for a %s, an artifact that would belong to it is created afterwards", async (scope) => {
    const { client, commit } = await begun();
    await decide(client, scope);
    const first = watched(inventory.ship({ service: "x", ref: `new-${scope}` }, held()));
    await somebodyWaits();
    expect(first.done()).toBe(false);
    await commit();
    await first.end;
    await expectExact();
  });

  it("an artifact that was created just before is held too", async () => {
    const creator = await begun();
    const { id } = await insertArtifact(
      creator.client,
      await idOf("select id from service where slug = 'x'"),
      { kind: "image", name: "late", ref: "main" },
      new Date(),
    );
    await insertHead(creator.client, id);
    await queueArtifact(creator.client, id);
    const decider = await begun();
    const decided = watched(decide(decider.client, "service"));
    await somebodyWaits();
    await creator.commit();
    await decided.end;
    const first = watched(inventory.ship({ service: "x", artifact: "late", kind: "image" }, held()));
    await somebodyWaits();
    expect(first.done()).toBe(false);
    await decider.commit();
    await first.end;
    await expectExact();
  });

  it("what is at an artifact for long is not waited for by the builds of the others", async () => {
    const slow = await begun();
    await slow.client.query("select from artifact_head where artifact_id = $1 for update", [ids.y]);
    const decider = await begun();
    await decide(decider.client, "team");
    const own = watched(inventory.ship({ service: "x" }, held("1.0.3")));
    await somebodyWaits();
    expect(own.done()).toBe(false);
    await decider.commit();
    await own.end;
    await slow.commit();
    await expectExact();
  });
});

describe("whoever read the clock before", () => {
  const at = new Date();

  it("somebody decided does not take the decision for one of later", async () => {
    await inTransaction((client) => decide(client, "artifact"), plainPool());
    await inTransaction((client) => refreshOpenFindings(client, { artifactIds: [ids.x ?? 0] }, at), plainPool());
    await expectExact();
  });

  it("a decision ended does not take it for one that stands", async () => {
    const id = await inTransaction((client) => decide(client, "artifact"), plainPool());
    const before = new Date();
    await inTransaction(async (client) => {
      await client.query("insert into decision_end (decision_id, at, by_name, cause) values ($1, $2, 'test', 'undone')", [id, new Date(before.getTime() + 1)]);
      await refreshOpenFindings(client, { decisionIds: [id] }, before);
    }, plainPool());
    await expectExact();
  });
});

it("a note holds every artifact of its service, also those without the package", async () => {
  await inventory.ship({ service: "x", ref: "empty" }, documentOf([npm("b", "1.0.0")]));
  const { client, commit } = await begun();
  const place = { serviceId: await idOf("select id from service where slug = 'x'"), packageId: await idOf("select id from package where name = 'a'") };
  await client.query(
    "insert into finding_note (id, service_id, package_id, names, at, by_name, kind, assignee_id) values ($1, $2, $3, '{CVE-1}', now(), 'test', 'assignee', $1)",
    [uuidv7(), place.serviceId, place.packageId],
  );
  await refreshOpenFindings(client, { notes: [place] }, new Date());
  const own = watched(inventory.ship({ service: "x", ref: "empty" }, held()));
  await somebodyWaits();
  await inventory.ship({ service: "y" }, held("1.0.4"));
  expect(own.done()).toBe(false);
  await commit();
  await own.end;
  await expectExact();
});
