import fc from "fast-check";
import { expect, test } from "vitest";
import { isPrerelease, releaseLine, versionKey } from "@/lib/versions";
import { groupFindings } from "./group-findings";
import { makePlan, type PlannedUpgrade } from "./make-plan";
import { type AffectedRange, PackageFacts } from "./package-facts";
import type { Cause, FindingClass, PlanArtifact, PlanInput, PlanVersion, PlanVulnerability } from "./plan-input";

const ladder = ["0.9.0", "1.0.0", "1.1.0", "1.2.0-rc.1", "1.2.0", "2.0.0-beta.1", "2.0.0", "2.1.0", "3.0.0"];
const keyOf = (version: string) => versionKey("semver", version) ?? Buffer.alloc(0);

/** Version n of package p has id p * 100 + n. */
const idOf = (packageId: number, place: number) => packageId * 100 + place;

type Range = { packageId: number; vulnerabilityId: number; advisoryId: number; lo: number; hi: number | null };
type Row = { artifact: number; versionId: number; cause: Cause; directIds: number[]; vulnerabilityIds: number[] };
type World = { ranges: Range[]; rows: Row[]; malware: number[]; fleet: boolean; reach: "line" | "any"; owners: { service: number; team: number }[] };

const versionOf = (id: number): PlanVersion => {
  const version = ladder[id % 100] ?? "";
  const rest = { line: releaseLine("npm", version), isPrerelease: isPrerelease("npm", version), isOfDistribution: false };
  return { packageId: Math.floor(id / 100), release: "", version, key: keyOf(version), ...rest };
};

function toInput({ ranges, rows, malware, fleet, reach, owners }: World): PlanInput {
  const classes: FindingClass[] = rows.map(({ versionId, cause, directIds, vulnerabilityIds }) => ({ versionId, cause, directIds, vulnerabilityIds }));
  const artifacts = owners.map(({ service, team }, place) => ({
    ...{ serviceId: service, teamId: team },
    classes: rows.flatMap((row, number) => (row.artifact === place ? [number] : [])),
  }));
  artifacts.sort((a, b) => a.teamId - b.teamId || a.serviceId - b.serviceId);
  const facts = new Map<number, PackageFacts>();
  for (const packageId of [1, 2, 3]) {
    const own = new PackageFacts({ ecosystem: "npm", ranges: ranges.filter((each) => each.packageId === packageId).map(toRange), listed: [] });
    if (fleet) own.knows(ladder.map((version) => ({ version, key: keyOf(version) })));
    facts.set(packageId, own);
  }
  return {
    ...{ artifacts: artifacts as PlanArtifact[], classes, reach },
    versions: new Map([1, 2, 3].flatMap((packageId) => ladder.map((_, place) => [idOf(packageId, place), versionOf(idOf(packageId, place))] as const))),
    vulnerabilities: new Map(vulnerabilityIds.map((id) => [id, vulnerabilityOf(id, malware)])),
    isWanted: (id) => id !== 5,
    factsOf: (packageId) => facts.get(packageId) ?? new PackageFacts({ ecosystem: "npm", ranges: [], listed: [] }),
  };
}

const vulnerabilityIds = [1, 2, 3, 4, 5];
const vulnerabilityOf = (id: number, malware: readonly number[]): PlanVulnerability => ({
  ...{ kind: malware.includes(id) ? "malware" : "vulnerability", severity: id % 2 === 0 ? "high" : "low", kev: id === 3 },
});

function toRange({ advisoryId, vulnerabilityId, lo, hi }: Range): AffectedRange {
  const fixed = hi === null ? null : (ladder[hi] ?? null);
  return { advisoryId, vulnerabilityId, lo: keyOf(ladder[lo] ?? ""), hi: fixed === null ? null : keyOf(fixed), hiInclusive: false, fixed };
}

const place = fc.nat(ladder.length - 1);
const version = fc.tuple(fc.integer({ min: 1, max: 3 }), place).map(([packageId, at]) => idOf(packageId, at));
const world: fc.Arbitrary<World> = fc.record({
  ranges: fc.array(
    fc.record({
      packageId: fc.integer({ min: 1, max: 3 }),
      vulnerabilityId: fc.constantFrom(...vulnerabilityIds),
      advisoryId: fc.nat(3),
      lo: place,
      hi: fc.option(place),
    }),
    { maxLength: 12 },
  ),
  rows: fc.array(
    fc.record({
      artifact: fc.nat(3),
      versionId: version,
      cause: fc.constantFrom("own" as const, "brought" as const, "brought" as const, "several" as const, "unexplained" as const),
      directIds: fc.uniqueArray(version, { minLength: 1, maxLength: 3 }),
      vulnerabilityIds: fc.uniqueArray(fc.constantFrom(...vulnerabilityIds), { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 14 },
  ),
  malware: fc.subarray([4]),
  fleet: fc.boolean(),
  reach: fc.constantFrom("line" as const, "any" as const),
  owners: fc
    .array(fc.record({ service: fc.integer({ min: 1, max: 3 }), team: fc.constant(0) }), { minLength: 4, maxLength: 4 })
    .map((owners) => owners.map(({ service }) => ({ service, team: service % 3 }))),
});

/** One finding, as nobody would store it. */
type Flat = { artifact: number; service: number; team: number; versionId: number; vulnerabilityId: number; needs: { item: string; group: string }[] };

const itemOf = (id: number) => `${versionOf(id).packageId}@${versionOf(id).line}`;

function flatten({ rows, owners }: World): Flat[] {
  return rows.flatMap(({ artifact, versionId, cause, directIds, vulnerabilityIds: ids }) => {
    const subject = itemOf(versionId);
    const items = cause === "brought" ? [...new Set(directIds.map(itemOf))] : [subject];
    const needs = items.map((item) => ({ item, group: cause === "brought" ? `${item}>${subject}` : subject }));
    const { service, team } = owners[artifact] ?? { service: 0, team: 0 };
    return ids.filter((id) => id !== 5).map((vulnerabilityId) => ({ artifact, service, team, versionId, vulnerabilityId, needs }));
  });
}

const affects = (ranges: readonly Range[], packageId: number, at: number, id: number) =>
  ranges.some((range) => range.packageId === packageId && range.vulnerabilityId === id && at >= range.lo && (range.hi === null || at < range.hi));

/** The place in the ladder that a group goes to, by trying every version for every finding. */
function naiveTarget(given: World, all: readonly Flat[], group: string, withinLine: boolean): number | null {
  const own = all.filter(({ needs }) => needs.some((need) => need.group === group));
  const [first] = own;
  if (!first) return null;
  const { packageId, line } = versionOf(first.versionId);
  const used = [...new Set(own.map(({ versionId }) => versionId % 100))];
  const advised = [...new Set(given.ranges.filter((range) => range.packageId === packageId).flatMap(({ hi }) => hi ?? []))];
  const judge = (places: readonly number[], sameLine: boolean) =>
    places
      .filter((at) => at > Math.max(...used) && !given.malware.some((id) => affects(given.ranges, packageId, at, id)))
      .filter((at) => used.every((each) => versionOf(each).isPrerelease) || !versionOf(at).isPrerelease)
      .filter((at) => !sameLine || versionOf(at).line === line)
      .map((at) => ({
        at,
        closes: own.filter(({ vulnerabilityId }) => !affects(given.ranges, packageId, at, vulnerabilityId)).length,
        introduces: vulnerabilityIds.filter(
          (id) => affects(given.ranges, packageId, at, id) && !used.some((each) => affects(given.ranges, packageId, each, id)),
        ).length,
      }))
      .filter(({ closes }) => closes > 0)
      .sort((a, b) => b.closes - a.closes || a.introduces - b.introduces || a.at - b.at)[0];
  const byAdvisories = judge(advised, false);
  const places = given.fleet && byAdvisories?.closes !== own.length ? ladder.map((_, at) => at) : advised;
  return judge(places, withinLine)?.at ?? null;
}

function naivePlan(given: World) {
  const all = flatten(given);
  const target = new Map(all.flatMap(({ needs }) => needs.map(({ group }) => [group, naiveTarget(given, all, group, given.reach === "line")] as const)));
  const isClosable = ({ versionId, vulnerabilityId, needs }: Flat) =>
    needs.every(({ group }) => {
      const at = target.get(group) ?? null;
      return at !== null && !affects(given.ranges, versionOf(versionId).packageId, at, vulnerabilityId);
    });
  const closable = all.filter(isClosable);
  const closedBy = (made: ReadonlySet<string>) => closable.filter(({ needs }) => needs.every(({ item }) => made.has(item))).length;
  const open = new Set(closable.flatMap(({ needs }) => needs.map(({ item }) => item)));
  const made = new Set<string>();
  const order: { item: string; closedSoFar: number }[] = [];
  while (made.size < open.size) {
    const left = closable.filter(({ needs }) => !needs.every(({ item }) => made.has(item)));
    const scored = [...open]
      .filter((item) => !made.has(item))
      .map((item) => ({
        item,
        gain: closedBy(new Set([...made, item])) - closedBy(made),
        part: left.filter(({ needs }) => needs.some((need) => need.item === item)).length,
      }))
      .sort((a, b) => b.gain - a.gain || b.part - a.part || (a.item < b.item ? -1 : 1));
    const [next] = scored;
    if (!next) break;
    made.add(next.item);
    order.push({ item: next.item, closedSoFar: closedBy(made) });
  }
  return { all, closable, order, target };
}

const size = (values: readonly number[]) => new Set(values).size;
const reach = (rows: readonly Flat[]) => ({
  findings: rows.length,
  artifacts: size(rows.map(({ artifact }) => artifact)),
  services: size(rows.map(({ service }) => service)),
  teams: size(rows.filter(({ team }) => team !== 0).map(({ team }) => team)),
});
const nameOf = ({ item: { packageId, line } }: PlannedUpgrade) => `${packageId}@${line}`;

test("every plan is the one that trying everything gives", () => {
  fc.assert(
    fc.property(world, (given) => {
      const input = toInput(given);
      const plan = makePlan(groupFindings(input), input);
      const naive = naivePlan(given);
      expect(plan.upgrades.map((each) => ({ item: nameOf(each), closedSoFar: each.closedSoFar }))).toEqual(naive.order);
      expect(plan.totals).toEqual({
        ...{ findings: naive.all.length, services: reach(naive.all).services, teams: reach(naive.all).teams },
        ...{ closable: naive.closable.length, unfixed: naive.all.length - naive.closable.length },
        upgrades: naive.order.length,
        unexplained: given.rows.filter(({ cause }) => cause === "unexplained").flatMap((row) => row.vulnerabilityIds.filter((id) => id !== 5)).length,
      });
      for (const upgrade of plan.upgrades) {
        const name = nameOf(upgrade);
        expect(upgrade.concerns).toEqual(reach(naive.all.filter(({ needs }) => needs.some(({ item }) => item === name))));
        const alone = naive.closable.filter(({ needs }) => needs.every(({ item }) => item === name));
        expect(upgrade.closes).toMatchObject({ ...reach(alone), kev: alone.filter(({ vulnerabilityId }) => vulnerabilityId === 3).length });
        expect(Object.values(upgrade.closes.bySeverity).reduce((sum, n) => sum + n, 0)).toBe(alone.length);
        for (const [group, withinLine] of [upgrade.own, ...upgrade.brought].flatMap((each) => (each ? [[each, true] as const, [each, false] as const] : []))) {
          const subject = [...group.versions.keys()].map(itemOf)[0] ?? "";
          const wanted = naiveTarget(given, naive.all, group.isOwn ? name : `${name}>${subject}`, withinLine);
          expect((withinLine ? group.sameLine : group.any)?.candidate.version ?? null).toBe(wanted === null ? null : ladder[wanted]);
        }
      }
    }),
    { numRuns: 300 },
  );
});
