import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type BlastRadius, findAffectedServices } from "@/lib/blast-radius";
import { daysAgo, documentOf, type Held, npm, reader, withInventory } from "./inventory-fixture";
import { tell } from "./setup/advisory-fixture";

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

type Build = { service: string; artifact: string; ref: string; day: number; held: number[] };
type Hashes = ReadonlySet<string>;
type Doubt = "no_version" | "unorderable_version" | "no_release" | "no_hash";
type Asked = { q: string; matches: (held: Held, hashes: Hashes) => boolean; cannotTell: (held: Held, hashes: Hashes) => Doubt | null; isUnjudged?: boolean };

const maven = (version: string): Held => ({ name: "lodash", version, purl: `pkg:maven/org.webjars/lodash@${version}` });
const components: Held[] = [
  npm("lodash", "1.0.0"),
  npm("lodash", "1.5.0", { scope: "optional" }),
  npm("lodash", "2.0.0"),
  npm("lodash", "1.10.0"),
  npm("lodash", "workspace:here"),
  npm("lodash"),
  npm("@scope/core", "1.5.0"),
  npm("core", "1.0.0"),
  maven("1.5.0"),
  // Of one package version with several hashes a document gives any, or none.
  npm("lodash", "1.0.0", { sha256: "a".repeat(64) }),
  npm("lodash", "1.0.0", { sha256: "b".repeat(64) }),
  npm("core", "1.0.0", { sha256: "a".repeat(64) }),
];
const sha256 = (digit: string) => `sha256:${digit.repeat(64)}`;
const isHashed = (held: Held) => held.version === "1.0.0" && (held.name === "lodash" || held.name === "core");
const withoutHash = (held: Held, hashes: Hashes) => (isHashed(held) && hashes.size === 0 ? "no_hash" : null);

const isNpm = (held: Held) => held.purl?.startsWith("pkg:npm/lodash") ?? false;
const isLodash = (held: Held) => held.name === "lodash";
const undecided = (of: (held: Held) => boolean) => (held: Held) => {
  if (!of(held)) return null;
  if (held.version === undefined) return "no_version";
  return held.version.startsWith("workspace") ? "unorderable_version" : null;
};
const never = () => null;
const isBelow = (held: Held, limit: number) => held.version !== undefined && /^\d+\.(\d+)/.test(held.version) && weightOf(held.version) < limit;
const weightOf = (version: string) => version.split(".").reduce((sum, part) => sum * 100 + Number(part), 0);

const isBad = (held: Held) => isNpm(held) && (held.version === "1.0.0" || held.version === "1.5.0");
const unjudgeable = (held: Held): Doubt | null => {
  if (held.name === "core") return "no_release";
  return isNpm(held) && !isBad(held) ? undecided(isNpm)(held) : null;
};

const questions: Asked[] = [
  { q: "CVE-2026-1", matches: isBad, cannotTell: unjudgeable },
  { q: "GHSA-aaaa-aaaa-aaaa npm:lodash@2.0.0", matches: (held) => isBad(held) || (isNpm(held) && held.version === "2.0.0"), cannotTell: unjudgeable },
  { q: "CVE-2026-1 CVE-2099-1", matches: isBad, cannotTell: unjudgeable, isUnjudged: true },
  { q: "core CVE-2099-1", matches: (held) => held.name === "core", cannotTell: never, isUnjudged: true },
  { q: "CVE-2026-2", matches: () => false, cannotTell: never },
  { q: "lodash", matches: isLodash, cannotTell: never },
  { q: "npm:lodash", matches: isNpm, cannotTell: never },
  { q: "npm:lodash@1.5.0", matches: (held) => isNpm(held) && held.version === "1.5.0", cannotTell: undecided(isNpm) },
  { q: "lodash@1.5.0", matches: (held) => isLodash(held) && held.version === "1.5.0", cannotTell: undecided(isLodash) },
  { q: "npm:lodash@<1.10.0", matches: (held) => isNpm(held) && isBelow(held, 11_000), cannotTell: undecided(isNpm) },
  { q: "npm:lodash@>=1.10.0", matches: (held) => isNpm(held) && !isBelow(held, 11_000) && isBelow(held, 1e9), cannotTell: undecided(isNpm) },
  { q: "@scope/*", matches: (held) => held.name.startsWith("@scope/"), cannotTell: never },
  { q: sha256("a"), matches: (held, hashes) => isHashed(held) && hashes.has("a".repeat(64)), cannotTell: withoutHash },
  {
    q: sha256("b"),
    matches: (held, hashes) => isHashed(held) && hashes.has("b".repeat(64)),
    cannotTell: (held, hashes) => (held.name === "lodash" ? withoutHash(held, hashes) : null),
  },
  {
    q: `core ${sha256("b")} ${sha256("a")}`,
    matches: (held, hashes) => held.name === "core" || (isHashed(held) && hashes.size > 0),
    cannotTell: withoutHash,
  },
  { q: "core npm:lodash@2.0.0", matches: (held) => held.name === "core" || (isNpm(held) && held.version === "2.0.0"), cannotTell: undecided(isNpm) },
];

type Facets = { team?: string; ref?: string; direct?: "true" | "false" };
const teamOf: Record<string, string> = { s0: "red", s1: "red", s2: "blue" };
const services = ["s0", "s1", "s2", "s3", "silent"];

type Merged = { held: Held; hashes: Hashes };

/** What a document says of each package version: components of one identity are one. */
function mergedOf(indices: readonly number[]): Map<string, Merged> {
  const merged = new Map<string, Merged>();
  for (const held of indices.map((index) => components[index] as Held)) {
    const key = `${held.purl?.split("/")[0]} ${held.name} ${held.version ?? ""}`;
    merged.set(key, { held, hashes: new Set([...(merged.get(key)?.hashes ?? []), ...[held.sha256 ?? []].flat()]) });
  }
  return merged;
}

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
  const universe = facets.ref ? chosen.filter((service) => known.some((build) => build.service === service)) : chosen;
  const heads = new Map<string, (typeof seen)[number]>();
  for (const build of seen) {
    const key = `${build.service} ${build.artifact} ${build.ref}`;
    const head = heads.get(key);
    if (!head || build.day <= head.day) heads.set(key, build);
  }
  // Every component of these documents is a direct dependency.
  const isShown = (_: Held) => facets.direct !== "false";
  const rows = [...heads.entries()].flatMap(([key, head]) => {
    const own = seen.filter((build) => `${build.service} ${build.artifact} ${build.ref}` === key).sort((a, b) => b.day - a.day || a.order - b.order);
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
    no_sbom: 0,
    incomplete_sbom: 0,
    stale: 0,
    unorderable_version: 0,
    no_version: 0,
    no_release: 0,
    no_hash: 0,
    advisory_unknown: 0,
  };
  for (const service of universe.filter((each) => !affected.has(each))) {
    const own = [...heads.values()].filter((head) => head.service === service);
    const doubts = new Set(
      own
        .flatMap((head) => [...mergedOf(head.held).values()])
        .filter(({ held }) => isShown(held))
        .map(({ held, hashes }) => cannotTell(held, hashes)),
    );
    const newest = own.map((head) => Math.min(...own.filter((other) => other.artifact === head.artifact).map((other) => other.day)));
    const hasNothing = day === null ? !builds.some((build) => build.service === service) : own.length === 0;
    const reason = hasNothing
      ? "no_sbom"
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
  return { verdict: { affected: affected.size, unknown, clean: universe.length - affected.size - unknown }, reasons, rows: rows.toSorted() };
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

const build = fc.record({
  service: fc.constantFrom("s0", "s0", "s0", "s1", "s2", "s3"),
  artifact: fc.constantFrom("api", "api", "web"),
  ref: fc.constantFrom("main", "main", "next"),
  day: fc.integer({ min: 1, max: 80 }),
  held: fc.uniqueArray(fc.nat({ max: components.length - 1 }), { maxLength: 5 }),
});
const facets = fc.record(
  { team: fc.constantFrom("red", "blue", "none"), ref: fc.constantFrom("main", "next"), direct: fc.constantFrom("true" as const, "false" as const) },
  { requiredKeys: [] },
);

const sort = fc.constantFrom("service", "-service", "team", "-team", "since", "-since");

describe("the question over random histories", () => {
  // The dictionary outlives the histories: what was seen with which hash is the same for all of them.
  beforeAll(async () => {
    for (const held of components) await inventory.ship({ service: "s0" }, documentOf([held]));
    const { pool } = inventory.database;
    await tell(pool, { ids: ["CVE-2026-1", "GHSA-aaaa-aaaa-aaaa", "GHSA-bbbb-bbbb-bbbb"] }, [
      { name: "lodash", version: "1.0.0" },
      { name: "lodash", version: "1.5.0", by: "GHSA-bbbb-bbbb-bbbb" },
      // What one of its sources cannot judge and another says is affected is affected.
      { name: "lodash", version: "1.5.0", state: "undetermined", reason: "version_unorderable" },
      { name: "lodash", version: "workspace:here", state: "undetermined", reason: "version_unorderable" },
      { name: "lodash", state: "undetermined", reason: "version_missing" },
      { name: "core", version: "1.0.0", state: "undetermined", reason: "release_unknown" },
    ]);
    await tell(pool, { ids: ["CVE-2026-2"] });
  });

  it.each([
    ["few", 600],
    ["many", 1],
  ])(
    "answers as a recomputation from all builds does, now and at any moment, whatever the facets and the order, for %s presences",
    async (_, largeFrom) => {
      size.largeFrom = largeFrom;
      await fc.assert(
        fc.asyncProperty(
          fc.array(build, { maxLength: 14 }),
          fc.array(fc.tuple(fc.constantFrom(...questions), facets, fc.option(fc.integer({ min: 0, max: 85 })), sort), { minLength: 8, maxLength: 8 }),
          async (builds, asks) => {
            await inventory.empty();
            await inventory.own("red", ["s0", "s1"]);
            await inventory.own("blue", ["s2"]);
            for (const service of services) await inventory.know(service);
            const midnight = new Date();
            for (const { service, artifact, ref, day, held } of builds) {
              const builtAt = new Date(midnight.getTime() - day * 86_400_000 - 3_600_000);
              await inventory.ship({ service, artifact, ref, builtAt }, documentOf(held.map((index) => components[index] as Held)));
            }
            for (const [asked, chosen, day, order] of asks) {
              // Half an hour before the day is full: after the builds of that day, which are an hour older.
              const asof = day === null ? {} : { asof: new Date(daysAgo(day).getTime() - 1_800_000).toISOString() };
              const { answer, rows } = await askAll(asked.q, { ...chosen, ...asof, sort: order }, midnight);
              const expected = naive(builds, asked, chosen, day);
              const of = `${asked.q} ${JSON.stringify(chosen)} by ${order} day ${day} of ${JSON.stringify(builds)}`;
              expect(rows.toSorted(), of).toEqual(expected.rows);
              expect({ ...answer.verdict }, of).toEqual(expected.verdict);
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
