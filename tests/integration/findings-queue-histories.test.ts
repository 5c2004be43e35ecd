import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { applyAdvisories } from "@/lib/advisories/apply";
import { refreshEpss, refreshKev } from "@/lib/advisories/sync/queries/scores";
import { plainPool } from "@/lib/db";
import { inTransaction } from "@/lib/db/transaction";
import { uuidv7 } from "@/lib/db/uuid";
import { decisionScopes, decisionStatuses } from "@/lib/decisions";
import { insertDecision } from "@/lib/decisions/insert-decision";
import { effectiveDecision } from "@/lib/decisions/queries/effective";
import { lockQueue, oweQueue, refreshOpenFindings, refreshReclassified, sweepQueue } from "@/lib/findings/queue";
import { endDeployment, recordDeployment } from "@/lib/inventory/deployments";
import { assignOwner } from "@/lib/inventory/teams";
import { storedKey } from "@/lib/versions";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { naiveQueue, storedQueue, storedTally, storedTotals, tallyOf, totalsOf } from "./naive-queue";
import { recordOf } from "./setup/advisory-store";
import { advisoryTables } from "./setup/stored-advisory";

const inventory = withInventory();
const system = { actor: { kind: "system", name: "test" }, requestId: "test" } as const;
const rows = async <T>(text: string, values: unknown[] = []) => (await inventory.database.pool.query(text, values)).rows as T[];
const transact = <T>(work: (client: PoolClient) => Promise<T>) => inTransaction(work, inventory.database.pool);

/** Two advisories of one vulnerability that a third joins with another, and malware. */
const cveOf: Record<string, string[]> = { A1: ["CVE-1"], A2: ["CVE-1"], B1: ["CVE-2"], "MAL-1": [] };
const services = ["x", "y"];
const packages = ["a", "b"];
const severities = ["critical", "high", "low"] as const;

const service = fc.constantFrom(...services);
const name = fc.constantFrom(...packages);
const version = fc.integer({ min: 1, max: 3 });
const at = fc.integer({ min: 0, max: 20 });

const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("build" as const),
      service,
      at,
      holds: fc.uniqueArray(fc.record({ name, version }), { maxLength: 4, selector: (held) => `${held.name} ${held.version}` }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("advisory" as const),
      key: fc.constantFrom(...Object.keys(cveOf)),
      name,
      fixed: fc.integer({ min: 1, max: 4 }),
      withdrawn: fc.boolean(),
      joins: fc.boolean(),
      severity: fc.constantFrom(...severities),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("retirement" as const), service }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("kev" as const), cve: fc.constantFrom("CVE-1", "CVE-2"), isIn: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("epss" as const), cve: fc.constantFrom("CVE-1", "CVE-2"), score: fc.constantFrom(0.0005, 0.05, 0.7) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("deployment" as const), service, environment: fc.constantFrom("prod", "staging"), ends: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("tier" as const), service, tier: fc.option(fc.integer({ min: 1, max: 4 })) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("team" as const), service, team: fc.option(fc.constantFrom("t", "u")) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("policy" as const), hours: fc.integer({ min: 1, max: 500 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("decision" as const),
      cve: fc.constantFrom("CVE-1", "CVE-2", "MAL-1"),
      name: fc.option(name),
      upTo: fc.option(version),
      scope: fc.constantFrom(...decisionScopes),
      service,
      status: fc.constantFrom(...decisionStatuses),
      acceptance: fc.boolean(),
      approved: fc.boolean(),
      days: fc.option(fc.integer({ min: 1, max: 9 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("end" as const), which: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("note" as const),
      service,
      name,
      cve: fc.constantFrom("CVE-1", "CVE-2", "MAL-1"),
      due: fc.boolean(),
      none: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("time" as const), days: fc.integer({ min: 1, max: 5 }) }) },
);
type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

/** What the clock of decisions says; it goes on with each event. */
let nowMs = 0;
const now = () => new Date(nowMs);
const person = "00000000-0000-4000-8000-000000000001";

async function artifactOf(slug: string): Promise<{ id: number; serviceId: number; teamId: number | null } | undefined> {
  const found = await rows<{ id: number; serviceId: number; teamId: number | null }>(
    `select a.id, s.id as "serviceId", s.team_id as "teamId" from artifact a join service s on s.id = a.service_id where s.slug = $1`,
    [slug],
  );
  return found[0];
}

const packageIdOf = async (of: string) => (await rows<{ id: number }>("select id from package where name = $1", [of]))[0]?.id;

/** Each event as whoever brings it does it, in one transaction. */
const perform: { [Kind in Event["kind"]]: (event: Extract<Event, { kind: Kind }>) => Promise<unknown> } = {
  build: ({ service: slug, at: minutes, holds }) =>
    inventory.ship(
      { service: slug, builtAt: new Date(nowMs - 86_400_000 + minutes * 60_000) },
      documentOf(holds.map((held) => npm(held.name, `${held.version}.0.0`))),
    ),
  advisory: ({ key, name: of, fixed, withdrawn, joins, severity }) => {
    const record = recordOf({
      key,
      kind: key.startsWith("MAL-") ? "malware" : "vulnerability",
      aliases: joins ? ["CVE-1", "CVE-2"] : (cveOf[key] ?? []),
      withdrawnAt: withdrawn ? now().toISOString() : null,
      severities: [{ source: key, type: "word", vector: null, score: null, word: severity }],
      ranges: [{ ecosystem: "npm", name: of, release: "", lo: Buffer.alloc(0), hi: storedKey("npm", `${fixed}.0.0`), hiInclusive: false, fixed: null }],
      says: randomUUID(),
    });
    return inTransaction((client) => applyAdvisories(client, { feedId: 1, records: [record], removedKeys: [], at: now() }), plainPool());
  },
  retirement: async ({ service: slug }) => {
    const artifact = await artifactOf(slug);
    if (artifact) await inventory.retire(artifact.id, now());
  },
  kev: ({ cve, isIn }) =>
    transact(async (client) => {
      if (isIn)
        await client.query(
          "insert into kev_entry (cve, added_on, ransomware, name, vendor, product, action) values ($1, '2026-01-01', false, '', '', '', '') on conflict do nothing",
          [cve],
        );
      else await client.query("delete from kev_entry where cve = $1", [cve]);
      await refreshReclassified(client, await refreshKev(client), now());
    }),
  epss: async ({ cve, score }) => {
    await transact(async (client) => {
      await client.query("insert into epss_score (cve, score, percentile) values ($1, $2, 0.5) on conflict (cve) do update set score = $2", [cve, score]);
      if ((await refreshEpss(client)).reranked) await oweQueue(client);
    });
    await sweepQueue(inventory.database.pool, { budgetMs: 60_000, now });
  },
  deployment: async ({ service: slug, environment, ends }) => {
    const artifact = await artifactOf(slug);
    if (!artifact) return;
    const running = await rows<{ id: string }>("select id from deployment where artifact_id = $1 and environment = $2 and to_at is null", [
      artifact.id,
      environment,
    ]);
    if (!ends) await recordDeployment({ ctx: system, input: { artifactId: artifact.id, environment } }).catch(() => {});
    else if (running[0]) await endDeployment({ ctx: system, input: { id: running[0].id } });
  },
  tier: ({ service: slug, tier }) =>
    transact(async (client) => {
      await lockQueue(client);
      const { rows: found } = await client.query<{ id: number }>("update service set tier = $2 where slug = $1 returning id", [slug, tier]);
      await refreshOpenFindings(client, { serviceIds: found.map(({ id }) => id) }, now());
    }),
  team: ({ service: slug, team }) => assignOwner({ ctx: system, input: { service: slug, team } }).catch(() => {}),
  policy: async ({ hours }) => {
    const rule = { kinds: null, severities: null, kev: null, tiers: null, exposures: null };
    const rules = JSON.stringify([
      { ...rule, severities: ["critical"], exposures: ["production"], hours: 1 },
      { ...rule, hours },
    ]);
    await transact(async (client) => {
      await client.query("insert into sla_policy (version, at, by_name, rules) select coalesce(max(version), 0) + 1, $1, 'test', $2 from sla_policy", [
        now(),
        rules,
      ]);
      await oweQueue(client);
    });
    await sweepQueue(inventory.database.pool, { budgetMs: 60_000, now });
  },
  decision: async ({ cve, name: of, upTo, scope, service: slug, status, acceptance, approved, days }) => {
    const artifact = await artifactOf(slug);
    const packageId = of === null ? null : await packageIdOf(of);
    const scopeId = scope === "everywhere" ? null : scope === "artifact" ? artifact?.id : scope === "service" ? artifact?.serviceId : artifact?.teamId;
    if (packageId === undefined || (scope !== "everywhere" && typeof scopeId !== "number")) return;
    const isRange = upTo !== null && packageId !== null;
    const versions = isRange
      ? { range: `<=${upTo}`, lo: [Buffer.alloc(0)], hi: [storedKey("npm", `${upTo}.0.0`)], hiInclusive: [true], versions: [] }
      : { range: null, lo: [], hi: [], hiInclusive: [], versions: [] };
    const accepts = acceptance && status === "affected";
    const expiresAt = days === null && !accepts ? null : new Date(nowMs + (days ?? 3) * 86_400_000);
    await transact(async (client) => {
      const given = { origin: "person", documentId: null, status, justification: "code_not_present", responses: [], detail: "so", evidenceUrl: null } as const;
      const subjects = [{ names: [cve], packageId, versions, scope, scopeId: scopeId ?? null }];
      const made = await insertDecision(client, system, { ...given, acceptance: accepts, expiresAt, subjects }, now());
      if (made.needsApproval && approved) {
        await client.query(
          `insert into decision_vote (decision_id, voter_id, voter_name, vote, at, requester, digest, approve_by) select id, $2, 'p', 'approve', $3, requester, digest, approve_by from decision where id = $1`,
          [made.id, person, now()],
        );
        await client.query("insert into decision_effect (decision_id, from_at, needs_approval, approver_id, vote) values ($1, $3, true, $2, 'approve')", [
          made.id,
          person,
          now(),
        ]);
      }
      await refreshOpenFindings(client, { decisionIds: [made.id] }, now());
    });
  },
  end: async ({ which }) => {
    const standing = await rows<{ id: string }>(
      "select d.id from decision d join decision_effect e on e.decision_id = d.id where not exists (select from decision_end w where w.decision_id = d.id) order by d.made_at",
    );
    const chosen = standing[which % Math.max(1, standing.length)];
    if (!chosen) return;
    await transact(async (client) => {
      await client.query("insert into decision_end (decision_id, at, by_name, cause) values ($1, $2, 'test', 'withdrawn')", [chosen.id, now()]);
      await refreshOpenFindings(client, { decisionIds: [chosen.id] }, now());
    });
  },
  note: async ({ service: slug, name: of, cve, due, none }) => {
    const artifact = await artifactOf(slug);
    const packageId = await packageIdOf(of);
    if (!artifact || packageId === undefined) return;
    await transact(async (client) => {
      await client.query(
        "insert into finding_note (id, service_id, package_id, names, at, by_name, kind, assignee_id, due_at) values ($1, $2, $3, array[$4], $5, 'test', $6, $7, $8)",
        [
          uuidv7(nowMs),
          artifact.serviceId,
          packageId,
          cve,
          now(),
          due ? "due" : "assignee",
          due || none ? null : randomUUID(),
          due && !none ? new Date(nowMs + 1_000_000) : null,
        ],
      );
      await refreshOpenFindings(client, { notes: [{ serviceId: artifact.serviceId, packageId }] }, now());
    });
  },
  time: async ({ days }) => {
    passTo(nowMs + days * 86_400_000);
    await sweepQueue(inventory.database.pool, { budgetMs: 60_000, now });
  },
};

/** The decision that counts for each open finding, by the one definition of it. */
async function effectiveOnes(): Promise<string[]> {
  const x = {
    artifactId: "a.id",
    serviceId: "a.service_id",
    teamId: "s.team_id",
    packageId: "pv.package_id",
    version: "pv.version",
    versionKey: "pv.version_key",
    vulnerabilityId: "f.vulnerability_id",
    grave: "(v.severity_rank = 5 or v.kind = 'malware' or v.kev_added_on is not null)",
  };
  const found = await rows<{ line: string }>(
    `select concat_ws(' ', f.artifact_id, f.package_version_id, f.vulnerability_id, c.id) as line from finding f join artifact a on a.id = f.artifact_id join service s on s.id = a.service_id
       join package_version pv on pv.id = f.package_version_id join vulnerability v on v.id = f.vulnerability_id
       left join lateral (${effectiveDecision(x, "$1::timestamptz")}) c on true where f.closed_at is null`,
    [now()],
  );
  return found.map(({ line }) => line);
}

async function begin(): Promise<void> {
  await inventory.database.pool.query(
    `select testing.emptied('package, package_version, document, document_body, composition, upload, ${advisoryTables}, open_finding, open_tally, open_total, open_total_change, artifact_findings, finding_note,
       decision, decision_subject, decision_name, decision_vote, decision_effect, decision_end, sla_policy, app_user', 'restart identity cascade')`,
  );
  await inventory.empty();
  await rows("delete from setting where key = 'queue_edition'");
  await rows("insert into team (slug, name) values ('t', 't'), ('u', 'u')");
  await rows("insert into app_user (id, email, name, role, password_hash) values ($1, 'p@example.org', 'p', 'member', '')", [person]);
  passTo(Date.parse("2026-06-01T00:00:00Z"));
}

function passTo(ms: number): void {
  nowMs = ms;
  vi.setSystemTime(ms);
}

beforeAll(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterAll(() => {
  vi.useRealTimers();
});
beforeEach(begin);

async function check(): Promise<void> {
  const wanted = await naiveQueue(inventory.database.pool, now());
  expect(await storedQueue(inventory.database.pool)).toEqual(wanted);
  expect(await storedTally(inventory.database.pool)).toEqual(tallyOf(wanted));
  expect(await storedTotals(inventory.database.pool)).toEqual(totalsOf(wanted));
  expect((await effectiveOnes()).sort()).toEqual(wanted.map(({ key, decisionId }) => (decisionId === null ? key : `${key} ${decisionId}`)).sort());
}

describe("the queue over random histories", () => {
  it("is a naive recomputation from all that it follows from, after each change", async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(event, { minLength: 3, maxLength: 25 }), async (events) => {
          for (const each of events) {
            passTo(nowMs + 60_000);
            await perform[each.kind](each as never);
            await check();
          }
        })
        .beforeEach(begin),
      { numRuns: 40 },
    );
  });
});
