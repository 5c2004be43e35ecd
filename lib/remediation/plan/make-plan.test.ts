import fc from "fast-check";
import { expect, test } from "vitest";
import { isPrerelease, releaseLine, versionKey } from "@/lib/versions";
import type { Cause } from "./finding-class";
import { FindingClasses } from "./finding-classes";
import type { PlanVersion } from "./items";
import { makePlan, type PlannedUpgrade, preparePlan } from "./make-plan";
import { type AffectedRange, PackageFacts } from "./package-facts";
import type { PlanArtifact, PlanInput, PlanVulnerability } from "./plan-input";

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
  return { packageId: Math.floor(id / 100), ecosystem: "npm", release: "", version, key: keyOf(version), ...rest };
};

function toInput({ ranges, rows, malware, fleet, reach, owners }: World): PlanInput {
  const classes = new FindingClasses();
  const numbers = rows.map((row) => classes.add(row));
  const unlearned = classes.unlearned();
  classes.learn(new Map(unlearned.map((id) => [id, versionOf(id)])));
  const artifacts = owners.map(({ service, team }, place) => ({
    ...{ serviceId: service, teamId: team },
    classes: rows.flatMap((row, at) => (row.artifact === place ? [numbers[at] ?? 0] : [])),
  }));
  artifacts.sort((a, b) => a.teamId - b.teamId || a.serviceId - b.serviceId);
  const facts = new Map<number, PackageFacts>();
  for (const packageId of [1, 2, 3]) {
    const own = new PackageFacts({
      ecosystem: "npm",
      ranges: ranges.filter((each) => each.packageId === packageId).map((each) => toRange(each, malware)),
      listed: [],
    });
    if (fleet) own.knows(ladder.map((version) => ({ version, key: keyOf(version) })));
    facts.set(packageId, own);
  }
  return {
    ...{ artifacts: artifacts as PlanArtifact[], classes, reach },
    ecosystems: null,
    vulnerabilities: new Map(vulnerabilityIds.map((id) => [id, vulnerabilityOf(id, malware)])),
    isWanted: (id) => id !== 5,
    facts: { of: (packageId) => facts.get(packageId) ?? new PackageFacts({ ecosystem: "npm", ranges: [], listed: [] }) },
  };
}

const vulnerabilityIds = [1, 2, 3, 4, 5];
const vulnerabilityOf = (id: number, malware: readonly number[]): PlanVulnerability => ({
  ...{ kind: malware.includes(id) ? "malware" : "vulnerability", severity: id % 2 === 0 ? "high" : "low", kev: id === 3 },
});

function toRange({ advisoryId, vulnerabilityId, lo, hi }: Range, malware: readonly number[]): AffectedRange {
  const fixed = hi === null ? null : (ladder[hi] ?? null);
  return {
    advisoryId,
    vulnerabilityId,
    isMalware: malware.includes(vulnerabilityId),
    lo: keyOf(ladder[lo] ?? ""),
    hi: fixed === null ? null : keyOf(fixed),
    hiInclusive: false,
    fixed,
  };
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
type Flat = {
  artifact: number;
  service: number;
  team: number;
  versionId: number;
  vulnerabilityId: number;
  aim: string;
  needs: { item: string; group: string }[];
};

const itemOf = (id: number) => `${versionOf(id).packageId}@${versionOf(id).line}`;

function flatten({ rows, owners }: World): Flat[] {
  return rows.flatMap(({ artifact, versionId, cause, directIds, vulnerabilityIds: ids }) => {
    const subject = itemOf(versionId);
    const items = cause === "brought" ? [...new Set(directIds.map(itemOf))] : [subject];
    const needs = items.map((item) => ({ item, group: cause === "brought" ? `${item}>${subject}` : subject }));
    const { service, team } = owners[artifact] ?? { service: 0, team: 0 };
    const aim = cause === "brought" ? `>${subject}` : subject;
    return ids.filter((id) => id !== 5).map((vulnerabilityId) => ({ artifact, service, team, versionId, vulnerabilityId, aim, needs }));
  });
}

const affects = (ranges: readonly Range[], packageId: number, at: number, id: number) =>
  ranges.some((range) => range.packageId === packageId && range.vulnerabilityId === id && at >= range.lo && (range.hi === null || at < range.hi));

/** The versions to choose from for some findings: the fleet's too, where advisories' leave something open that does not go on for ever. */
function naiveCandidates(given: World, own: readonly Flat[]): number[] {
  const packageId = versionOf(own[0]?.versionId ?? 0).packageId;
  const advised = [...new Set(given.ranges.filter((range) => range.packageId === packageId).flatMap(({ hi }) => hi ?? []))];
  const found = naiveTarget(given, own, own, advised, false);
  const highest = Math.max(...own.map(({ versionId }) => versionId % 100));
  const isOpen = ({ vulnerabilityId: id }: Flat) =>
    (found === null || affects(given.ranges, packageId, found, id)) &&
    !given.ranges.some((range) => range.packageId === packageId && range.vulnerabilityId === id && range.hi === null && range.lo <= highest);
  return given.fleet && own.some(isOpen) ? ladder.map((_, at) => at) : advised;
}

/** The place in the ladder to go to with what is `held`, by trying every candidate for every one of the `wanted` findings. */
function naiveTarget(given: World, held: readonly Flat[], wanted: readonly Flat[], candidates: readonly number[], withinLine: boolean): number | null {
  const { packageId, line } = versionOf(held[0]?.versionId ?? 0);
  const used = [...new Set(held.map(({ versionId }) => versionId % 100))];
  const [best] = candidates
    .filter((at) => at > Math.max(...used) && !given.malware.some((id) => affects(given.ranges, packageId, at, id)))
    .filter((at) => used.every((each) => versionOf(each).isPrerelease) || !versionOf(at).isPrerelease)
    .filter((at) => !withinLine || versionOf(at).line === line)
    .map((at) => ({
      at,
      closes: wanted.filter(({ vulnerabilityId }) => !affects(given.ranges, packageId, at, vulnerabilityId)).length,
      introduces: vulnerabilityIds.filter((id) => affects(given.ranges, packageId, at, id) && !used.some((each) => affects(given.ranges, packageId, each, id)))
        .length,
    }))
    .filter(({ closes }) => closes > 0)
    .sort((a, b) => b.closes - a.closes || a.introduces - b.introduces || a.at - b.at);
  return best?.at ?? null;
}

function naivePlan(given: World) {
  const all = flatten(given);
  const aimed = (aim: string) => all.filter((each) => each.aim === aim);
  const aims = new Map([...new Set(all.map(({ aim }) => aim))].map((aim) => [aim, naiveCandidates(given, aimed(aim))]));
  const targetOf = (aim: string, withinLine: boolean) => naiveTarget(given, aimed(aim), aimed(aim), aims.get(aim) ?? [], withinLine);
  const isClosed = ({ versionId, vulnerabilityId, aim }: Flat, withinLine: boolean) => {
    const at = targetOf(aim, withinLine);
    return at !== null && !affects(given.ranges, versionOf(versionId).packageId, at, vulnerabilityId);
  };
  /** Of findings that one item brings, or of its own, where they go by themselves: no more of them is closed than where all of the package go. */
  const shownTarget = (group: string, withinLine: boolean) => {
    const own = all.filter(({ needs }) => needs.some((need) => need.group === group));
    const wanted = own.filter((each) => isClosed(each, withinLine));
    return wanted.length === 0 ? null : naiveTarget(given, own, wanted, aims.get(own[0]?.aim ?? "") ?? [], withinLine);
  };
  const isClosable = (each: Flat) => isClosed(each, given.reach === "line");
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
  return { all, closable, order, shownTarget };
}

const size = (values: readonly number[]) => new Set(values).size;
const reach = (rows: readonly Flat[]) => ({
  findings: rows.length,
  artifacts: size(rows.map(({ artifact }) => artifact)),
  services: size(rows.map(({ service }) => service)),
  teams: size(rows.filter(({ team }) => team !== 0).map(({ team }) => team)),
});
const nameOf = ({ item: { packageId, line } }: PlannedUpgrade) => `${packageId}@${line}`;

test("every plan is the one that trying everything gives", async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const input = toInput(given);
      const plan = await makePlan(await preparePlan(input, async () => {}), { stepsMax: Number.POSITIVE_INFINITY, broughtMax: Number.POSITIVE_INFINITY });
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
          const wanted = naive.shownTarget(group.isOwn ? name : `${name}>${subject}`, withinLine);
          expect((withinLine ? group.sameLine : group.any)?.candidate.version ?? null).toBe(wanted === null ? null : ladder[wanted]);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("of what an upgrade brings as many are shown as may be, those with most findings", async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.integer({ min: 0, max: 2 }), async (given, broughtMax) => {
      const ground = await preparePlan(toInput(given), async () => {});
      const all = await makePlan(ground, everything);
      const some = await makePlan(ground, { ...everything, broughtMax });
      for (const [at, { brought, broughtMore }] of some.upgrades.entries()) {
        const every = all.upgrades[at]?.brought ?? [];
        const findings = every.map(({ wanted }) => [...wanted.values()].reduce((sum, n) => sum + n, 0));
        expect(findings).toEqual([...findings].sort((a, b) => b - a));
        expect(brought.map(({ subject }) => subject)).toEqual(every.slice(0, broughtMax).map(({ subject }) => subject));
        expect(broughtMore).toBe(every.length - brought.length);
      }
    }),
  );
});

const everything = { stepsMax: Number.POSITIVE_INFINITY, broughtMax: Number.POSITIVE_INFINITY };

test("what is taken from the ground of before changes no plan: other artifacts with other findings, and versions that the fleet has since", async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }), fc.boolean(), async (given, stays, more) => {
      const input = toInput({ ...given, fleet: false });
      const knowing = (places: readonly number[]) => async (packageIds: number[]) => {
        for (const id of packageIds) input.facts.of(id, "").knows(places.map((at) => ({ version: ladder[at] ?? "", key: keyOf(ladder[at] ?? "") })));
      };
      const some = input.artifacts.map((artifact) => ({ ...artifact, classes: [...Array.from(artifact.classes)].filter((_, at) => stays[at]) }));
      const first = await preparePlan({ ...input, artifacts: some }, knowing([1, 4]));
      const [now, known] = [{ ...input, vulnerabilities: new Map(input.vulnerabilities) }, knowing(more ? [1, 4, 6, 8] : [1, 4])];
      const ground = await preparePlan(now, known, first);
      expect(await makePlan(ground, everything)).toEqual(await makePlan(await preparePlan(now, known), everything));
      expect(await preparePlan({ ...now }, known, ground)).toBe(ground);
    }),
    { numRuns: 300 },
  );
});

test("no plan goes to malware that nobody has", async () => {
  const given = {
    ranges: [
      { packageId: 1, vulnerabilityId: 1, advisoryId: 1, lo: 0, hi: 4 },
      { packageId: 1, vulnerabilityId: 4, advisoryId: 2, lo: 4, hi: 6 },
    ],
    rows: [{ artifact: 0, versionId: idOf(1, 1), cause: "own" as const, directIds: [], vulnerabilityIds: [1] }],
    ...{ malware: [4], fleet: false, reach: "any" as const, owners: [{ service: 1, team: 1 }] },
  };
  const plan = await makePlan(await preparePlan({ ...toInput(given), vulnerabilities: new Map([[1, vulnerabilityOf(1, [4])]]) }, async () => {}), everything);
  expect(plan.upgrades.map(({ own }) => [own?.sameLine?.candidate.version, own?.any?.candidate.version])).toEqual([[undefined, "2.0.0"]]);
});
