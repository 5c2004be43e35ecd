import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type BlastRadius, findAffectedServices } from "@/lib/blast-radius";
import {
  type Asked,
  artifactOf,
  type Build,
  eventsOf,
  type Facets,
  facets,
  givenDictionary,
  mergedOf,
  questions,
  services,
  sort,
  teamOf,
  tell,
} from "./history-fixture";
import { daysAgo, type Held, reader, withInventory } from "./inventory-fixture";

// Answers of this many presences are read as columns; the other way of reading must say the same.
const size = vi.hoisted(() => ({ largeFrom: 0 }));
vi.mock("@/lib/blast-radius/limits", async (original) => ({
  ...(await original<object>()),
  get largeFrom() {
    return size.largeFrom;
  },
}));

const inventory = withInventory();
const freshnessDays = 30;

/** Since which day the artifact has had it without a gap, in the builds up to its head. */
function sinceDay(builds: readonly Build[], isThere: (build: Build) => boolean): number {
  let day = 0;
  for (const build of builds.toReversed()) {
    if (!isThere(build)) break;
    day = build.day;
  }
  return day;
}

/** The answer worked out from the builds alone. */
function naive(builds: Build[], { matches, cannotTell, isUnjudged = false }: Asked, facets: Facets, day: number | null) {
  const chosen = services.filter((service) => !facets.team || (teamOf[service] ?? "none") === facets.team);
  const known = builds.filter((build) => chosen.includes(build.service) && (!facets.ref || build.ref === facets.ref));
  const seen = known.map((build, order) => ({ ...build, order })).filter((build) => day === null || build.day >= day);
  const asked = facets.ref ? chosen.filter((service) => known.some((build) => build.service === service)) : chosen;
  const heads = new Map<string, (typeof seen)[number]>();
  for (const build of seen) {
    const key = artifactOf(build);
    const head = heads.get(key);
    if (!head || build.day <= head.day) heads.set(key, build);
  }
  const retired = asked.filter((service) => {
    const own = [...heads.values()].filter((head) => head.service === service);
    return own.length > 0 && own.every(({ retires }) => retires);
  });
  const universe = asked.filter((service) => !retired.includes(service));
  // Every component of these documents is a direct dependency.
  const isShown = (_: Held) => facets.direct !== "false";
  const rows = [...heads.entries()].flatMap(([key, head]) => {
    const own = seen.filter((build) => artifactOf(build) === key).sort((a, b) => b.day - a.day || a.order - b.order);
    return [...mergedOf(head.held)]
      .filter(([, { held, hashes }]) => isShown(held) && matches(held, hashes))
      .map(([held]) => {
        const isThere = (build: Build) => {
          const found = mergedOf(build.held).get(held);
          return found !== undefined && matches(found.held, found.hashes);
        };
        return `${key} ${held} since ${sinceDay(own, isThere)}`;
      });
  });
  const affected = new Set(rows.map((row) => row.split(" ")[0] as string));
  const reasons: Record<string, number> = {
    inspector_reports: 0,
    inspector_unverified: 0,
    no_sbom: 0,
    built_later: 0,
    incomplete_sbom: 0,
    stale: 0,
    unorderable_version: 0,
    no_version: 0,
    no_release: 0,
    no_hash: 0,
    advisory_unknown: 0,
    no_deployment: 0,
  };
  for (const service of universe.filter((each) => !affected.has(each))) {
    const own = [...heads.values()].filter((head) => head.service === service && !head.retires);
    const doubts = new Set(
      own
        .flatMap((head) => [...mergedOf(head.held).values()])
        .filter(({ held }) => isShown(held))
        .map(({ held, hashes }) => cannotTell(held, hashes)),
    );
    const newest = own.map((head) => Math.min(...own.filter((other) => other.artifact === head.artifact).map((other) => other.day)));
    const hasNothing = day === null ? !builds.some((build) => build.service === service) : own.length === 0;
    const reason = hasNothing
      ? builds.some((build) => build.service === service)
        ? "built_later"
        : "no_sbom"
      : doubts.has("no_version")
        ? "no_version"
        : doubts.has("unorderable_version")
          ? "unorderable_version"
          : doubts.has("no_release")
            ? "no_release"
            : doubts.has("no_hash")
              ? "no_hash"
              : isUnjudged
                ? "advisory_unknown"
                : own.some(({ held }) => held.length === 0)
                  ? "incomplete_sbom"
                  : newest.some((age) => age >= (day ?? 0) + freshnessDays)
                    ? "stale"
                    : null;
    if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  const unknown = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  return {
    retired: retired.length,
    verdict: { affected: affected.size, unknown, clean: universe.length - affected.size - unknown },
    reasons,
    rows: rows.toSorted(),
  };
}

async function askAll(q: string, input: object, today: Date): Promise<{ answer: BlastRadius; rows: string[] }> {
  const rows: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const answer = await findAffectedServices({ ctx: reader, input: { q, limit: 3, ...input, ...(cursor ? { cursor } : {}) } });
    rows.push(
      ...answer.data.map(
        (row) =>
          `${row.service.slug} ${row.artifact.name} ${row.artifact.ref} pkg:${row.package?.ecosystem} ${leaf(row.package?.name ?? "")} ${row.version} since ${daysBetween(row.since, today)}`,
      ),
    );
    if (answer.meta.nextCursor === null) return { answer, rows };
    cursor = answer.meta.nextCursor;
  }
}
/** Builds are an hour older than their days are full. */
const daysBetween = (since: string, today: Date) => (today.getTime() - 3_600_000 - Date.parse(since)) / 86_400_000;
const leaf = (name: string) => (name.startsWith("@") ? name : (name.split(":").at(-1) ?? name));

describe("the question over random histories", () => {
  beforeAll(() => givenDictionary(inventory));

  it.each([
    ["few", 600],
    ["many", 1],
  ])(
    "answers as a recomputation from all builds does, now and at any moment, whatever the facets and the order, for %s presences",
    async (_, largeFrom) => {
      size.largeFrom = largeFrom;
      await fc.assert(
        fc.asyncProperty(
          eventsOf(fc.integer({ min: 1, max: 80 })),
          fc.array(fc.tuple(fc.constantFrom(...questions), facets, fc.option(fc.integer({ min: 0, max: 85 })), sort), { minLength: 8, maxLength: 8 }),
          async (events, asks) => {
            const midnight = new Date();
            const builds = await tell(inventory, events, (day) => new Date(midnight.getTime() - day * 86_400_000 - 3_600_000));
            for (const [asked, chosen, day, order] of asks) {
              // Half an hour before the day is full: after the builds of that day, which are an hour older.
              const asof = day === null ? {} : { asof: new Date(daysAgo(day).getTime() - 1_800_000).toISOString() };
              const { answer, rows } = await askAll(asked.q, { ...chosen, ...asof, sort: order }, midnight);
              const expected = naive(builds, asked, chosen, day);
              const of = `${asked.q} ${JSON.stringify(chosen)} by ${order} day ${day} of ${JSON.stringify(builds)}`;
              expect(rows.toSorted(), of).toEqual(expected.rows);
              expect({ ...answer.verdict }, of).toEqual(expected.verdict);
              expect(answer.meta.retiredServices, of).toBe(expected.retired);
              expect({ ...answer.unknownByReason }, of).toEqual(expected.reasons);
              expect(answer.groups.reduce((sum, group) => sum + group.services, 0)).toBe(answer.verdict.affected);
            }
          },
        ),
        { numRuns: 30 },
      );
    },
    120_000,
  );
});
