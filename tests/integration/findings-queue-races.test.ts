import { describe, expect, it } from "vitest";
import { inTransaction, plainPool } from "@/lib/db";
import { uuidv7 } from "@/lib/db/uuid";
import { insertDecision } from "@/lib/decisions/insert-decision";
import { lockQueue, oweQueue, refreshOpenFindings, sweepQueue } from "@/lib/findings/queue";
import { recordDeployment } from "@/lib/inventory/deployments";
import { assignOwner } from "@/lib/inventory/teams";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { naiveQueue, storedQueue, storedTally, storedTotals, tallyOf, totalsOf } from "./naive-queue";
import { tellAdvisory } from "./setup/stored-advisory";

const inventory = withInventory();
const system = { actor: { kind: "system", name: "test" }, requestId: "test" } as const;
const services = ["x", "y", "z"];
const names = ["a", "b", "c"];
const anyVersion = { range: null, lo: [], hi: [], hiInclusive: [], versions: [] };

const rows = async <T>(text: string, values: unknown[] = []) => (await inventory.database.pool.query(text, values)).rows as T[];

async function decide(n: number): Promise<void> {
  const [place] = await rows<{ serviceId: number; packageId: number }>(
    `select s.id as "serviceId", k.id as "packageId" from service s, package k where s.slug = $1 and k.name = $2`,
    [services[n % 3], names[n % 3]],
  );
  if (!place) return;
  const given = { origin: "person", documentId: null, justification: null, responses: [], detail: null, evidenceUrl: null } as const;
  const [team] = await rows<{ id: number }>("select id from team");
  const [artifact] = await rows<{ id: number }>("select id from artifact where service_id = $1 order by id desc", [place.serviceId]);
  const subject = (
    [
      { scope: "everywhere", scopeId: null, packageId: null },
      { scope: "service", scopeId: place.serviceId, packageId: place.packageId },
      { scope: "team", scopeId: team?.id ?? 0, packageId: null },
      { scope: "artifact", scopeId: artifact?.id ?? 0, packageId: place.packageId },
    ] as const
  ).map((each) => ({ names: [`CVE-${1 + (n % 3)}`], versions: anyVersion, ...each }))[n % 4];
  if (!subject) return;
  await inTransaction(async (client) => {
    const decision = { ...given, status: n % 4 < 2 ? "affected" : "under_investigation", acceptance: n % 4 === 0 } as const;
    const { id } = await insertDecision(client, system, { ...decision, expiresAt: new Date(Date.now() + 86_400_000), subjects: [subject] });
    await refreshOpenFindings(client, { decisionIds: [id] }, new Date());
  }, plainPool());
}

/** Takes the last decision back that stands. */
async function undo(): Promise<void> {
  await inTransaction(async (client) => {
    const { rows: ended } = await client.query<{ id: string }>(
      `insert into decision_end (decision_id, at, by_name, cause)
       select e.decision_id, now(), 'test', 'undone' from decision_effect e where not exists (select from decision_end w where w.decision_id = e.decision_id)
       order by e.from_at desc limit 1 on conflict do nothing returning decision_id as id`,
    );
    await refreshOpenFindings(client, { decisionIds: ended.map(({ id }) => id) }, new Date());
  }, plainPool());
}

async function note(n: number): Promise<void> {
  const [place] = await rows<{ serviceId: number; packageId: number }>(
    `select s.id as "serviceId", k.id as "packageId" from service s, package k where s.slug = $1 and k.name = $2`,
    [services[n % 3], names[(n + 1) % 3]],
  );
  if (!place) return;
  await inTransaction(async (client) => {
    await client.query(
      "insert into finding_note (id, service_id, package_id, names, at, by_name, kind, assignee_id) values ($1, $2, $3, array[$4], now(), 'test', 'assignee', $1)",
      [uuidv7(), place.serviceId, place.packageId, `CVE-${1 + ((n + 1) % 3)}`],
    );
    await refreshOpenFindings(client, { notes: [place] }, new Date());
  }, plainPool());
}

async function deploy(n: number): Promise<void> {
  const [artifact] = await rows<{ id: number }>("select a.id from artifact a join service s on s.id = a.service_id where s.slug = $1", [services[n % 3]]);
  if (artifact) await recordDeployment({ ctx: system, input: { artifactId: artifact.id, environment: n % 2 === 0 ? "prod" : "test" } });
}

async function tier(n: number): Promise<void> {
  await inTransaction(async (client) => {
    await lockQueue(client);
    const { rows: found } = await client.query<{ id: number }>("update service set tier = $2 where slug = $1 returning id", [services[n % 3], 1 + (n % 4)]);
    await refreshOpenFindings(client, { serviceIds: found.map(({ id }) => id) }, new Date());
  }, plainPool());
}

async function score(): Promise<void> {
  await inTransaction(async (client) => {
    await client.query("update vulnerability set epss = random()::real");
    await oweQueue(client);
  }, plainPool());
  await sweepQueue(plainPool(), { budgetMs: 10_000 });
}

/** Every other build is the first of an artifact. */
const build = (n: number) =>
  inventory.ship(
    { service: services[n % 3] ?? "x", ref: n % 2 === 0 ? "main" : `branch-${n}` },
    documentOf(names.filter((_, place) => (n + place) % 4 !== 0).map((name) => npm(name, `${1 + (n % 2)}.0.0`))),
  );

const advisory = (n: number) =>
  tellAdvisory(inventory.database.pool, {
    key: `GHSA-${1 + (n % 3)}`,
    vulnerability: `CVE-${1 + (n % 3)}`,
    ranges: [{ name: names[n % 3] ?? "a", from: "0", fixed: n % 5 === 0 ? "1.5.0" : "3.0.0" }],
  });

describe("the queue, changed by all of its writers at once", () => {
  it("is a naive recomputation in the end, and nobody waits in a circle", async () => {
    await inventory.own("t", services);
    for (const n of [0, 1, 2]) {
      await build(n);
      await advisory(n);
    }
    for (let round = 0; round < 12; round++) {
      const at = (writer: number) => round * 3 + writer;
      await Promise.all([
        build(at(0)),
        build(at(1)),
        // Scores are written here as no feed would, and an advisory takes the place of such a one by that of the feed.
        round % 2 === 0 ? advisory(at(2)) : score(),
        decide(at(0)),
        decide(at(1)),
        decide(at(2)),
        round % 2 === 0 ? undo() : note(at(1)),
        note(at(2)),
        deploy(at(0)),
        deploy(at(1)),
        tier(at(2)),
        assignOwner({ ctx: system, input: { service: services[round % 3] ?? "x", team: round % 2 === 0 ? "t" : null } }),
      ]);
      const wanted = await naiveQueue(inventory.database.pool, new Date());
      expect(await storedQueue(inventory.database.pool)).toEqual(wanted);
      expect(await storedTally(inventory.database.pool)).toEqual(tallyOf(wanted));
      expect(await storedTotals(inventory.database.pool)).toEqual(totalsOf(wanted));
      expect(wanted.length).toBeGreaterThan(0);
    }
  });
});
