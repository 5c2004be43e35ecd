import fc from "fast-check";
import { documentOf, type Held, type Inventory, npm } from "./inventory-fixture";
import { givenVulnerability } from "./setup/given-vulnerability";

// Random histories of builds, the questions that are asked of them, and what each says of a component.

/** `retires`: no build, but the artifact is not shipped any more. */
export type Build = { service: string; artifact: string; ref: string; day: number; held: number[]; digest?: string | undefined; retires?: boolean };
export const artifactOf = ({ service, artifact, ref }: Build) => `${service} ${artifact} ${ref}`;
type Hashes = ReadonlySet<string>;
type Doubt = "no_version" | "unorderable_version" | "no_release" | "no_hash";
export type Asked = {
  q: string;
  matches: (held: Held, hashes: Hashes) => boolean;
  cannotTell: (held: Held, hashes: Hashes) => Doubt | null;
  isUnjudged?: boolean;
};

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
export const sha256 = (digit: string) => `sha256:${digit.repeat(64)}`;
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

export const questions: Asked[] = [
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

export type Facets = { team?: string; ref?: string; direct?: "true" | "false" };
export const teamOf: Record<string, string> = { s0: "red", s1: "red", s2: "blue" };
export const services = ["s0", "s1", "s2", "s3", "silent"];

type Merged = { held: Held; hashes: Hashes };

/** What a document says of each package version: components of one identity are one. */
export function mergedOf(indices: readonly number[]): Map<string, Merged> {
  const merged = new Map<string, Merged>();
  for (const held of indices.map((index) => components[index] as Held)) {
    const key = `${held.purl?.split("/")[0]} ${held.name} ${held.version ?? ""}`;
    merged.set(key, { held, hashes: new Set([...(merged.get(key)?.hashes ?? []), ...[held.sha256 ?? []].flat()]) });
  }
  return merged;
}

/** Builds in any order, and now and then a retirement. Those of one artifact on one day have the same time. */
export function eventsOf(day: fc.Arbitrary<number>, digest: fc.Arbitrary<string | undefined> = fc.constant(undefined)): fc.Arbitrary<Build[]> {
  const build = fc.record({
    service: fc.constantFrom("s0", "s0", "s0", "s1", "s2", "s3"),
    artifact: fc.constantFrom("api", "api", "web"),
    ref: fc.constantFrom("main", "main", "next"),
    day,
    held: fc.uniqueArray(fc.nat({ max: components.length - 1 }), { maxLength: 5 }),
    digest,
  });
  const event = fc.tuple(build, fc.nat({ max: 4 })).map(([each, chance]): Build => (chance === 0 ? { ...each, held: [], retires: true } : each));
  return fc.array(event, { maxLength: 16 });
}

export const facets = fc.record(
  { team: fc.constantFrom("red", "blue", "none"), ref: fc.constantFrom("main", "next"), direct: fc.constantFrom("true" as const, "false" as const) },
  { requiredKeys: [] },
);

export const sort = fc.constantFrom("service", "-service", "team", "-team", "since", "-since");

/** What the dictionary and the mirror know before any history: they outlive all of them. */
export async function givenDictionary(inventory: Inventory): Promise<void> {
  for (const held of components) await inventory.ship({ service: "s0" }, documentOf([held]));
  const { pool } = inventory.database;
  await givenVulnerability(pool, { ids: ["CVE-2026-1", "GHSA-aaaa-aaaa-aaaa", "GHSA-bbbb-bbbb-bbbb"] }, [
    { name: "lodash", version: "1.0.0" },
    { name: "lodash", version: "1.5.0", by: "GHSA-bbbb-bbbb-bbbb" },
    // What one of its sources cannot judge and another says is affected is affected.
    { name: "lodash", version: "1.5.0", state: "undetermined", reason: "version_unorderable" },
    { name: "lodash", version: "workspace:here", state: "undetermined", reason: "version_unorderable" },
    { name: "lodash", state: "undetermined", reason: "version_missing" },
    { name: "core", version: "1.0.0", state: "undetermined", reason: "release_unknown" },
  ]);
  await givenVulnerability(pool, { ids: ["CVE-2026-2"] });
}

/**
 * Tells the history to an emptied inventory, each build with its place in it as version; returns it as it came about: a retirement is not earlier than the last build,
 * and of nothing or of what is retired there is none.
 */
export async function tell(inventory: Inventory, events: readonly Build[], at: (day: number) => Date): Promise<Build[]> {
  await inventory.empty();
  await inventory.own("red", ["s0", "s1"]);
  await inventory.own("blue", ["s2"]);
  for (const service of services) await inventory.know(service);
  const builds: Build[] = [];
  const ids = new Map<string, number>();
  for (const told of events) {
    const { service, artifact, ref, day, held, digest } = told;
    const id = ids.get(artifactOf(told));
    const builtAt = at(day);
    if (told.retires) {
      const newest = Math.min(day, ...builds.filter((each) => artifactOf(each) === artifactOf(told)).map((each) => each.day));
      if (id !== undefined && (await inventory.retire(id, builtAt))) builds.push({ ...told, day: newest });
      continue;
    }
    const build = { service, artifact, ref, builtAt, version: String(builds.length), ...(digest ? { digest } : {}) };
    builds.push(told);
    const shipped = await inventory.ship(build, documentOf(held.map((index) => components[index] as Held)));
    ids.set(artifactOf(told), shipped.artifactId);
  }
  return builds;
}
