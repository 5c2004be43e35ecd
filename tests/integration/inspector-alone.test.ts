import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { applyAdvisories } from "@/lib/advisories/apply";
import { sweepAlone } from "@/lib/aws/alone";
import { standingAlone } from "@/lib/aws/alone/queries/live";
import { applyCoverage, applyFindings, prepareFindings } from "@/lib/aws/findings";
import { findingStatuses, type InspectorFinding } from "@/lib/aws/model";
import { sweepResources } from "@/lib/aws/resources/sweep-resources";
import { inTransaction, plainPool } from "@/lib/db";
import { listFindings } from "@/lib/findings";
import { readFilters } from "@/lib/findings/read-filters";
import { readPage } from "@/lib/findings/read-page";
import { inSnapshot } from "@/lib/inventory/read";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { recordOf } from "./setup/advisory-store";
import { inspectorTables } from "./setup/given-inspector";
import { coverageOf, findingOf, hex, imageOf, packageOf } from "./setup/made-inspector";
import { advisoryTables } from "./setup/stored-advisory";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const mapper = { actor: { kind: "system" as const, name: "worker" }, requestId: "test" };

const emptied = () =>
  pool()
    .query(
      `select testing.emptied('${advisoryTables}, ${inspectorTables}, inspector_detail, aws_mapped_build, open_finding, open_tally, open_total, open_total_change,
         artifact_findings', 'restart identity')`,
    )
    .then(() => inventory.empty());
beforeEach(emptied);

const names = ["a", "b"];
const services = ["one", "two"];
const cves = ["CVE-2026-1", "CVE-2026-2", "GHSA-X"];
let clock = 0;
/** Later with each call, so that what is said last counts. */
const later = () => new Date(Date.UTC(2026, 0, 1) + ++clock * 60_000);

type Act = () => Promise<unknown>;
const sweep: Act = () => sweepAlone(plainPool(), { budgetMs: 60_000 });
async function take(said: (updatedAt: string) => InspectorFinding[]): Promise<void> {
  const at = later();
  const findings = await prepareFindings(plainPool(), said(at.toISOString()));
  await inTransaction((client) => applyFindings(client, { findings, source: "event", at }), plainPool());
}
/** Both packages of an artifact that lists one of them, each with two vulnerabilities. */
async function begin(): Promise<void> {
  await inventory.ship({ service: "one", digest: hex(1) }, documentOf([npm("a", "1.0.0")]));
  await take((updatedAt) =>
    ["CVE-2026-1", "CVE-2026-2"].map((vulnerability, i) =>
      findingOf(`f${i + 1}`, { vulnerability, updatedAt, resource: imageOf(1), packages: names.map((name) => packageOf(name)) }),
    ),
  );
  await sweep();
}
const say = fc
  .record({
    arn: fc.constantFrom("f1", "f2", "f3", "f4", "f5"),
    status: fc.constantFrom(...findingStatuses),
    vulnerability: fc.constantFrom(...cves),
    image: fc.constantFrom(1, 2),
    packages: fc.subarray(names, { minLength: 1 }),
  })
  .map(
    ({ image, packages, arn, ...more }): Act =>
      async () => {
        const at = later();
        const said = findingOf(arn, { ...more, updatedAt: at.toISOString(), resource: imageOf(image), packages: packages.map((name) => packageOf(name)) });
        const findings = await prepareFindings(plainPool(), [said]);
        await inTransaction((client) => applyFindings(client, { findings, source: "event", at }), plainPool());
      },
  );
const cover = fc.record({ image: fc.constantFrom(1, 2), status: fc.constantFrom("ACTIVE" as const, "INACTIVE" as const) }).map(
  ({ image, status }): Act =>
    () => {
      const at = later();
      return inTransaction((client) => applyCoverage(client, { coverage: [coverageOf(imageOf(image), status, at.toISOString())], at }), plainPool());
    },
);
const ship = fc.record({ service: fc.constantFrom(...services), image: fc.constantFrom(1, 2), held: fc.subarray(names) }).map(
  ({ service, image, held }): Act =>
    async () => {
      await inventory.ship({ service, digest: hex(image), builtAt: later() }, documentOf([npm("root", "1.0.0"), ...held.map((name) => npm(name, "1.0.0"))]));
      await sweepResources({ ctx: mapper, input: { budgetMs: 60_000 } });
    },
);
const advise = fc
  .record({
    key: fc.constantFrom("GHSA-X", "OSV-1"),
    aliases: fc.subarray(["CVE-2026-1", "CVE-2026-2"]),
    affects: fc.subarray(["a@1.0.0", "b@1.0.0"]),
    isWithdrawn: fc.constantFrom(false, false, true),
  })
  .map(
    ({ isWithdrawn, ...told }): Act =>
      () => {
        const at = later();
        const records = [recordOf({ ...told, says: `${clock}`, withdrawnAt: isWithdrawn ? at.toISOString() : null })];
        return inTransaction((client) => applyAdvisories(client, { feedId: 1, records, removedKeys: [], at }), plainPool());
      },
  );
const acts = fc.oneof(
  { arbitrary: say, weight: 4 },
  cover,
  { arbitrary: ship, weight: 2 },
  { arbitrary: advise, weight: 3 },
  { arbitrary: fc.constant(sweep), weight: 3 },
);

/** The list with what is kept, and as it is counted from all observations. */
async function expectKeptIsTrue(): Promise<void> {
  await inSnapshot(async (client) => {
    const filters = await readFilters(client, reader, { source: "inspector" });
    expect(filters.alone).not.toBeNull();
    for (const sort of ["priority", "opened", "-opened"] as const) {
      const [kept, made] = [filters, { ...filters, alone: null }];
      expect(await readPage(client, kept, { sort, limit: 100 })).toEqual(await readPage(client, made, { sort, limit: 100 }));
      expect(await readPage(client, kept, { sort, limit: 1 })).toEqual(await readPage(client, made, { sort, limit: 1 }));
    }
    const ofOne = await readFilters(client, reader, { source: "inspector", service: ["one"] });
    const order = { sort: "priority", limit: 100 } as const;
    expect(await readPage(client, ofOne, order)).toEqual(await readPage(client, { ...ofOne, alone: null }, order));
  });
}

/** After a sweep nothing is owed, and what is kept is all that is true. */
async function expectAllKept(): Promise<void> {
  await sweep();
  const { rows } = await pool().query<{ owed: number; kept: unknown; made: unknown; totals: unknown; counted: unknown }>(
    `with made as (${standingAlone([])})
     select (select count(*)::int from inspector_alone_owed) as owed,
       (select json_agg(k order by 1, 2, 3) from (select artifact_id, package_version_id, vulnerability_id, opened_at, closed_at, close_reason, advisory_ids from inspector_alone order by 1, 2, 3) k) as kept,
       (select json_agg(m) from (select * from made order by 1, 2, 3) m) as made,
       (select json_agg(t) from (select vulnerability_id, n, reported from inspector_alone_total order by 1) t) as totals,
       (select json_agg(c) from (select vulnerability_id, count(*)::int as n, count(*) filter (where closed_at is null)::int as reported from made group by 1 order by 1) c) as counted`,
  );
  const [row] = rows;
  expect(row?.owed).toBe(0);
  expect(row?.kept).toEqual(row?.made);
  expect(row?.totals).toEqual(row?.counted);
  expect((await inSnapshot((client) => readFilters(client, reader, { source: "inspector" }))).alone).toEqual({ owed: [] });
}

it("what is kept of what only Inspector reports, put right, is what observations and findings say, whoever writes what in which order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 3, maxLength: 14 }), async (each) => {
      await emptied();
      await begin();
      for (const act of each) {
        await act();
        await expectKeptIsTrue();
      }
      await expectAllKept();
    }),
    { numRuns: 15 },
  );
});

it("nothing is missed where all of them write and sweep at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 4, maxLength: 8 }), fc.array(acts, { minLength: 4, maxLength: 8 }), async (before, each) => {
      await emptied();
      await begin();
      for (const act of before) await act();
      await Promise.all([...each.map((act) => act()), sweep(), sweep()]);
      await expectKeptIsTrue();
      await expectAllKept();
    }),
    { numRuns: 15 },
  );
});

it("counts and lists again what a build, an advisory or a merge of vulnerabilities takes away, before and after the next sweep", async () => {
  const told = (key: string, more: { aliases?: string[]; affects?: string[] } = {}) =>
    inTransaction(
      (client) => applyAdvisories(client, { feedId: 1, records: [recordOf({ key, says: `${++clock}`, ...more })], removedKeys: [], at: later() }),
      plainPool(),
    );
  const listed = async () => {
    const { data, meta } = await listFindings({ ctx: reader, input: { source: "inspector" } });
    return [data.map((row) => `${row.package.name} ${row.vulnerability.id}`).sort(), meta.rows];
  };
  await begin();
  expect(await listed()).toEqual([["a CVE-2026-1", "a CVE-2026-2", "b CVE-2026-1", "b CVE-2026-2"], 4]);

  await told("GHSA-X", { aliases: ["CVE-2026-1"], affects: ["a@1.0.0", "b@1.0.0"] });
  expect(await listed()).toEqual([["a CVE-2026-2", "b CVE-2026-1", "b CVE-2026-2"], 3]);
  await sweep();
  expect(await listed()).toEqual([["a CVE-2026-2", "b CVE-2026-1", "b CVE-2026-2"], 3]);

  await inventory.ship({ service: "one", digest: hex(1) }, documentOf([npm("a", "1.0.0"), npm("b", "1.0.0")]));
  expect(await listed()).toEqual([["a CVE-2026-2", "b CVE-2026-2"], 2]);
  await sweep();

  // Both ids are one vulnerability now, of which findings are open.
  await told("GHSA-X", { aliases: ["CVE-2026-1", "CVE-2026-2"], affects: ["a@1.0.0"] });
  expect(await listed()).toEqual([["b CVE-2026-1"], 1]);
  await sweep();
  expect(await listed()).toEqual([["b CVE-2026-1"], 1]);

  // As one vulnerability that affects nothing.
  await told("GHSA-X", { aliases: ["CVE-2026-1"] });
  await sweep();
  expect(await listed()).toEqual([["a CVE-2026-1", "a CVE-2026-2", "b CVE-2026-1", "b CVE-2026-2"], 4]);
  await told("GHSA-X", { aliases: ["CVE-2026-1", "CVE-2026-2"] });
  expect(await listed()).toEqual([["a CVE-2026-1", "b CVE-2026-1"], 2]);
  await sweep();
  expect(await listed()).toEqual([["a CVE-2026-1", "b CVE-2026-1"], 2]);
});
