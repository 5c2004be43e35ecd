import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { bumpEdition } from "@/lib/db/editions";
import { getRemediationPlan } from "@/lib/remediation/plan";
import type { FindingClass } from "@/lib/remediation/plan/finding-class";
import { FindingClasses } from "@/lib/remediation/plan/finding-classes";
import { makePlan, preparePlan } from "@/lib/remediation/plan/make-plan";
import { PackageFacts } from "@/lib/remediation/plan/package-facts";
import type { PlanInput } from "@/lib/remediation/plan/plan-input";
import { viaMax } from "@/lib/sbom";
import { isPrerelease, releaseLine } from "@/lib/versions";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { advisoryTables, tellAdvisory } from "./setup/stored-advisory";

const inventory = withInventory();
const [tops, deeps, services] = [
  ["top-a", "top-b"],
  ["deep-a", "deep-b"],
  ["web", "api", "job"],
];
const versions = ["0.9.0", "1.0.0", "1.1.0", "1.2.0-rc.1", "2.0.0", "2.1.0"];

const version = fc.constantFrom(...versions);
const build = fc.record({
  kind: fc.constant("build" as const),
  service: fc.constantFrom(...services),
  holds: fc.record({ "top-a": version, "top-b": version, "deep-a": version, "deep-b": version }),
  edges: fc.record({ "top-a": fc.subarray(deeps), "top-b": fc.subarray(deeps) }),
  root: fc.subarray([...tops, ...deeps], { minLength: 1 }),
});
const advisory = fc.record({
  kind: fc.constant("advisory" as const),
  key: fc.constantFrom("A1", "A2", "B1", "C1"),
  name: fc.constantFrom(...tops, ...deeps),
  fixed: fc.option(version, { nil: undefined }),
  from: fc.constantFrom("0", "1.0.0", "1.1.0"),
  withdrawn: fc.constantFrom(false, false, false, true),
});
const decision = fc.record({
  kind: fc.constant("decision" as const),
  service: fc.constantFrom(...services),
  key: fc.constantFrom("CVE-A", "B1", "C1"),
  leave: fc.boolean(),
});
type Told<Arbitrary> = Arbitrary extends fc.Arbitrary<infer T> ? T : never;
type Event = Told<typeof build> | Told<typeof advisory> | Told<typeof decision>;
const event: fc.Arbitrary<Event> = fc.oneof({ arbitrary: build, weight: 4 }, { arbitrary: advisory, weight: 3 }, { arbitrary: decision, weight: 1 });

async function tell(told: Event): Promise<void> {
  const { pool } = inventory.database;
  if (told.kind === "build") {
    const components = Object.entries(told.holds).map(([name, held]) => npm(name, held));
    await inventory.ship({ service: told.service }, documentOf(components, { root: told.root, edges: told.edges }));
  } else if (told.kind === "advisory") {
    const { key, name, fixed, from, withdrawn } = told;
    await tellAdvisory(pool, {
      key,
      withdrawn,
      ...(key.startsWith("A") ? { vulnerability: "CVE-A" } : {}),
      ranges: [{ name, from, ...(fixed ? { fixed } : {}) }],
    });
  } else {
    await pool.query(
      `update open_finding o set state = $3 from service s, vulnerability_alias v where s.id = o.service_id and s.slug = $1 and v.vulnerability_id = o.vulnerability_id and v.name = $2`,
      [told.service, told.key, told.leave ? "not_affected" : "undecided"],
    );
    // The counts follow, which a refresh of the queue goes on from.
    await pool.query("select testing.emptied('open_tally')");
    await pool.query(
      "insert into open_tally (artifact_id, kind, severity_rank, kev, state, n) select artifact_id, kind, severity_rank, kev, state, count(*) from open_finding group by 1, 2, 3, 4, 5",
    );
  }
}

type Naive = { artifact: number; service: number; version_id: number; vulnerability_id: number; direct: boolean; via: number[] };
type Held = { artifact: number; id: number; package_id: number };
type Version = { id: number; package_id: number; version: string; key: Buffer };

/** What goes into a plan, straight from the rows: a class for each finding, and every package with all that is said of it. */
async function naiveInput(): Promise<{ input: PlanInput; names: Map<number, string> }> {
  const read = async <T>(text: string) => (await inventory.database.pool.query(text)).rows as T[];
  const findings =
    await read<Naive>(`select f.artifact_id as artifact, a.service_id as service, f.package_version_id as version_id, f.vulnerability_id, p.direct, p.via
    from finding f join artifact a on a.id = f.artifact_id join presence p on p.artifact_id = f.artifact_id and p.package_version_id = f.package_version_id and p.to_seq is null
    where f.closed_at is null and not exists (select from open_finding o where o.artifact_id = f.artifact_id and o.package_version_id = f.package_version_id
      and o.vulnerability_id = f.vulnerability_id and o.state = 'not_affected') order by a.service_id, f.artifact_id`);
  const held = await read<Held>(
    "select p.artifact_id as artifact, v.id, v.package_id from presence p join package_version v on v.id = p.package_version_id where p.to_seq is null and p.direct",
  );
  const all = await read<Version>("select id, package_id, version, version_key as key from package_version");
  const packages = await read<{ id: number; name: string }>("select id, name from package");
  const ranges = await read<{
    packageId: number;
    advisoryId: number;
    vulnerabilityId: number;
    isMalware: boolean;
    lo: Buffer;
    hi: Buffer | null;
    hiInclusive: boolean;
    fixed: string | null;
  }>(
    `select r.package_id as "packageId", r.advisory_id as "advisoryId", a.vulnerability_id as "vulnerabilityId", false as "isMalware", r.lo, r.hi, r.hi_inclusive as "hiInclusive", r.fixed
      from affected_range r join advisory a on a.id = r.advisory_id where a.withdrawn_at is null`,
  );
  const vulnerabilities = await read<{ id: number }>("select id from vulnerability");
  const facts = new Map(
    packages.map(({ id }) => {
      const own = new PackageFacts({ ecosystem: "npm", ranges: ranges.filter(({ packageId }) => packageId === id), listed: [] });
      own.knows(all.filter((each) => each.package_id === id));
      return [id, own];
    }),
  );
  const classes = new FindingClasses();
  const toClass = (finding: Naive): FindingClass => {
    const directIds = held.filter(({ artifact, package_id: id }) => artifact === finding.artifact && finding.via.includes(id)).map(({ id }) => id);
    const cause = finding.direct ? "own" : finding.via.length >= viaMax ? "several" : finding.via.length > 0 ? "brought" : "unexplained";
    return { versionId: finding.version_id, cause, directIds: cause === "brought" ? directIds : [], vulnerabilityIds: [finding.vulnerability_id] };
  };
  const numbers = findings.map((finding) => classes.add(toClass(finding)));
  const versions = new Map(
    all.map(({ id, package_id: packageId, version, key }) => [
      id,
      {
        ...{ packageId, ecosystem: "npm", release: "", version, key, line: releaseLine("npm", version) },
        ...{ isPrerelease: isPrerelease("npm", version), isOfDistribution: false },
      },
    ]),
  );
  const unlearned = classes.unlearned();
  classes.learn(new Map(unlearned.map((id) => [id, versions.get(id)])));
  const artifacts = [...new Set(findings.map(({ artifact }) => artifact))].map((id) => ({
    ...{ teamId: 0, serviceId: findings.find(({ artifact }) => artifact === id)?.service ?? 0 },
    classes: findings.flatMap(({ artifact }, place) => (artifact === id ? [numbers[place] ?? 0] : [])),
  }));
  return {
    names: new Map(packages.map(({ id, name }) => [id, name])),
    input: {
      ...{ artifacts, classes, reach: "any", ecosystems: null, isWanted: () => true },
      vulnerabilities: new Map(vulnerabilities.map(({ id }) => [id, { kind: "vulnerability", severity: "unscored", kev: false }])),
      facts: { of: (packageId) => facts.get(packageId) ?? new PackageFacts({ ecosystem: "npm", ranges: [], listed: [] }) },
    },
  };
}

async function naivePlan() {
  const { input, names } = await naiveInput();
  const { items } = input.classes;
  const { upgrades, totals } = await makePlan(await preparePlan(input, async () => {}), { stepsMax: 200, broughtMax: 5 });
  const sum = (wanted: ReadonlyMap<number, number>) => [...wanted.values()].reduce((a, b) => a + b, 0);
  return {
    totals,
    upgrades: upgrades.map(({ item, own, brought, concerns, closes, closedSoFar }) => ({
      ...{ name: names.get(item.packageId), line: item.line, closedSoFar, artifacts: concerns.artifacts, closes: closes.findings, services: closes.services },
      to: [own?.sameLine?.candidate.version ?? null, own?.any?.candidate.version ?? null],
      own: own ? sum(own.wanted) : 0,
      brings: brought
        .map(({ subject, wanted, any }) => `${names.get(items[subject]?.packageId ?? 0)}@${items[subject]?.line} ${sum(wanted)} ${any?.candidate.version}`)
        .sort(),
    })),
  };
}

async function planNow() {
  const { data, meta } = await getRemediationPlan({ ctx: reader, input: { limit: 200 } });
  const { findings, services: inServices, teams, closable, upgrades, unfixed, unexplained } = meta;
  return {
    totals: { findings, services: inServices, teams, closable, upgrades, unfixed, unexplained },
    upgrades: data.map(({ package: { name }, line, artifacts, closes, closedSoFar, sameLine, any, own, brings }) => ({
      ...{ name, line, closedSoFar, artifacts, closes: closes.findings, services: closes.services, own },
      to: [sameLine?.version ?? null, any?.version ?? null],
      brings: brings.map((each) => `${each.package.name}@${each.line} ${each.findings} ${each.any?.version}`).sort(),
    })),
  };
}

beforeEach(async () => {
  await inventory.empty();
  await inventory.database.pool.query(`select testing.emptied('${advisoryTables}, open_finding, artifact_findings, artifact_upgrades')`);
  // Ids are given again, which only happens here.
  await bumpEdition(inventory.database.pool, "dictionary_edition");
  await bumpEdition(inventory.database.pool, "advisory_edition");
});

it("after any history the plan is what the rows themselves give", async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.array(event, { minLength: 2, maxLength: 10 }), async (events) => {
        for (const told of events) {
          await tell(told);
          expect(await planNow()).toEqual(await naivePlan());
        }
      })
      .beforeEach(async () => {
        await inventory.empty();
        await inventory.database.pool.query(`select testing.emptied('${advisoryTables}, open_finding, artifact_findings, artifact_upgrades')`);
        // Ids are given again, which only happens here.
        await bumpEdition(inventory.database.pool, "dictionary_edition");
        await bumpEdition(inventory.database.pool, "advisory_edition");
      }),
    { numRuns: 15 },
  );
}, 120_000);
