import { expect, test } from "vitest";
import { versionKey } from "@/lib/versions";
import { type AffectedRange, PackageFacts } from "./package-facts";

const key = (version: string) => versionKey("semver", version) ?? Buffer.alloc(0);
const at = (version: string) => ({ version, key: key(version) });

let advisories = 0;
function range(vulnerabilityId: number, lo: string, hi: string | null, more: Partial<AffectedRange> = {}): AffectedRange {
  const fixed = hi;
  return {
    advisoryId: ++advisories,
    vulnerabilityId,
    isMalware: false,
    lo: lo === "0" ? Buffer.alloc(0) : key(lo),
    hi: hi === null ? null : key(hi),
    hiInclusive: false,
    fixed,
    ...more,
  };
}
const factsOf = (ranges: AffectedRange[], listed: ConstructorParameters<typeof PackageFacts>[0]["listed"] = []) =>
  new PackageFacts({ ecosystem: "npm", ranges, listed });

test("the versions that advisories name as fixes come in their order, once each, and the last affected version is none", () => {
  const facts = factsOf([
    range(1, "0", "2.0.0"),
    range(2, "0", "1.5.0"),
    range(3, "1.0.0", "2.0.0"),
    range(4, "0", "9.0.0", { hiInclusive: true, fixed: null }),
    range(5, "0", null),
  ]);
  expect(facts.advised.map(({ version, line, affectedBy }) => [version, line, [...affectedBy]])).toEqual([
    ["1.5.0", "1", [1, 3, 4, 5]],
    ["2.0.0", "2", [4, 5]],
  ]);
});

test("a version is affected by a range, to its last affected version too, by a listed version and by bounds that nobody can read", () => {
  const unreadable = range(3, "0", "0", { hi: Buffer.alloc(0), fixed: null });
  const listed = [
    { advisoryId: 7, vulnerabilityId: 4, isMalware: true, version: "1.0.0", key: key("1.0.0") },
    { advisoryId: 7, vulnerabilityId: 5, isMalware: false, version: "nightly", key: null },
  ];
  const facts = factsOf([range(1, "1.0.0", "1.2.0"), range(2, "0", "1.2.0", { hiInclusive: true, fixed: null }), unreadable], listed);
  const affecting = (version: { version: string; key: Buffer }) => [...facts.affecting(version)].sort();
  expect(affecting(at("1.0.0"))).toEqual([1, 2, 3, 4]);
  expect(affecting(at("1.2.0"))).toEqual([2, 3]);
  expect(affecting({ version: "nightly", key: key("5.0.0") })).toEqual([3, 5]);
});

test("sources disagree when they name other fixes, or one names none; the last affected version says nothing of a fix", () => {
  const [first, second, third, none, last] = [
    range(1, "0", "1.2.0"),
    range(1, "0", "1.2"),
    range(1, "0", "1.4.0"),
    range(1, "0", null),
    range(1, "0", "1.3.0", { hiInclusive: true, fixed: null }),
  ];
  const said = (...ranges: AffectedRange[]) =>
    factsOf(ranges)
      .disagreement(at("1.0.0"), 1)
      .map(({ fixed }) => fixed);
  expect(said(first, second)).toEqual([]);
  expect(said(first, last)).toEqual([]);
  expect(said(third, first)).toEqual(["1.2.0", "1.4.0"]);
  expect(said(none, first)).toEqual(["1.2.0", null]);
  // Of one advisory the branch that the version is on.
  const branches = [range(1, "0", "0.9.0", { advisoryId: 90 }), range(1, "0.5.0", "1.2.0", { advisoryId: 90 })];
  expect(said(...branches, first)).toEqual([]);
});

test("a version of the fleet is a candidate beside those that advisories name", () => {
  const facts = factsOf([range(1, "0", "1.2.0")]);
  facts.knows([at("1.2.0"), at("1.1.9"), at("2.0.0")]);
  expect(facts.all.map(({ version, from, affectedBy }) => [version, from, affectedBy.size])).toEqual([
    ["1.1.9", "fleet", 1],
    ["1.2.0", "advisory", 0],
    ["2.0.0", "fleet", 0],
  ]);
});
