import { satisfies as pep440Satisfies } from "@renovatebot/pep440";
import { satisfies as rubySatisfies } from "@renovatebot/ruby-semver";
import fc from "fast-check";
import semver from "semver";
import { describe, expect, it } from "vitest";
import { inRange, isRangeText, parseRange, type VersionRange, type VersionScheme, versionKey, versionSchemes } from "./index";

function rangeOf(scheme: VersionScheme, text: string): VersionRange {
  const range = parseRange(scheme, text);
  if (range.kind === "problem") throw new Error(`${text}: ${range.detail}`);
  return range;
}

function has(scheme: VersionScheme, text: string, version: string): boolean {
  const key = versionKey(scheme, version);
  if (key === null) throw new Error(`refused ${version}`);
  return inRange(rangeOf(scheme, text), key);
}

/** scheme, range, versions inside, versions outside */
const table: [VersionScheme, string, string, string][] = [
  ["semver", "<4.17.21", "4.17.20 0.1.0 4.17.21-rc.1", "4.17.21 5.0.0"],
  ["semver", "^1.2.3", "1.2.3 1.9.0 1.3.0-alpha", "1.2.2 2.0.0 2.0.0-alpha"],
  ["semver", "^0.2.3", "0.2.3 0.2.9", "0.3.0 0.2.2"],
  ["semver", "^0.0.3", "0.0.3", "0.0.4 0.1.0"],
  ["semver", "~1.2.3", "1.2.3 1.2.9", "1.3.0"],
  ["semver", "~> 1.2", "1.2.0 1.9.0", "2.0.0 1.1.0"],
  ["semver", "~> 1.2.3", "1.2.3 1.2.9", "1.3.0 1.2.2"],
  ["semver", "1.x || >=2.5.0", "1.0.0 1.9.9 2.5.0 3.0.0", "2.4.9 0.9.0"],
  ["semver", "1.14.1 || 0.30.4", "1.14.1 0.30.4", "1.14.2 0.30.5"],
  ["semver", "1.14.1, 0.30.4", "1.14.1 0.30.4", "1.0.0"],
  ["semver", ">=1.0.0, <2.0.0", "1.0.0 1.9.9", "2.0.0 0.9.9"],
  ["semver", ">=4.0.0 <4.17.21", "4.0.0 4.17.20", "3.9.9 4.17.21"],
  ["semver", "1.2.3 - 2.3.4", "1.2.3 2.3.4", "2.3.5 1.2.2"],
  ["semver", "*", "0.0.0 99.0.0-alpha", ""],
  ["semver", "!=1.5.0", "1.4.0 1.6.0", "1.5.0"],
  ["semver", "[1.0.0,2.0.0)", "1.0.0 1.9.0", "2.0.0"],
  ["semver", "<1.0.0 >2.0.0", "", "0.5.0 1.5.0 2.5.0"],
  ["pep440", ">=1.0,<2", "1.0 1.9.post1 1.5rc1", "2.0 0.9 2.0rc1 2.0.dev1"],
  ["pep440", "~=1.4.2", "1.4.2 1.4.9", "1.5 1.4.1"],
  ["pep440", "~=1.4", "1.4 1.9", "2.0"],
  ["pep440", "==1.*", "1.0 1.9 1.0.dev1", "2.0 2.0.dev1 0.9"],
  ["pep440", "==1.0.*", "1.0 1.0.5 1.0rc1", "1.1 1.1.dev1"],
  ["pep440", "!=1.5", "1.4 1.6 1.5.post1", "1.5 1.5.0 1.5+local"],
  ["pep440", "!=1.5.*", "1.4 1.6", "1.5 1.5.9"],
  ["pep440", "==1.0", "1.0 1.0.0 1.0+cu118", "1.0.post1 1.0rc1"],
  ["pep440", "<=1.0", "1.0+local 0.9", "1.0.post1"],
  ["pep440", ">1.7", "1.7.1 1.8", "1.7 1.7.0.post1 1.7+local"],
  ["pep440", ">1.7.post2", "1.7.post3", "1.7.post2 1.7.0"],
  ["maven", "[1,2)", "1 1.9 2-SNAPSHOT", "2 0.9"],
  ["maven", "(,1.0]", "0.1 1.0 1.0.0", "1.0.1"],
  ["maven", "[1.5]", "1.5 1.5.0", "1.5.1"],
  ["maven", "(,1.0],[1.2,)", "0.5 1.0 1.2 9", "1.1"],
  ["maven", "[2.0,2.17.1)", "2.0 2.14.1 2.17.0", "2.17.1 2.0-beta9"],
  ["maven", "<2.17.1", "2.14.1 2.0-beta9", "2.17.1"],
  ["maven", ">=2.0-beta9, <2.15.0", "2.0-beta9 2.14.1", "2.15.0 2.0-beta8"],
  ["dpkg", ">=1.0, <2", "1.0 1.0-1 1.9 2~rc1", "2 2-1 1.0~rc1"],
  ["dpkg", "<< 7.88.1-10+deb12u1", "7.88.1-10", "7.88.1-10+deb12u1 1:0"],
  ["rpm", "<=2.3.3", "2.3.3-4.el9 2.3.2-1", "2.3.4-1"],
  ["rpm", ">2.3.3", "2.3.4-1", "2.3.3-4.el9 2.3.3"],
  ["rpm", "=2.3.3", "2.3.3-4.el9 2.3.3-1", "2.3.4-1 2.3.3.1-1"],
  ["rpm", "<1:1.0-5", "1:1.0-4 9.0-1", "1:1.0-5 2:0.1-1"],
  ["semver", "^v1.2", "1.2.0 1.9.0", "2.0.0-rc.1 1.1.9"],
  ["semver", ">= 1.0.0 and < 2.0.0", "1.0.0 1.9.9", "2.0.0 0.9.9"],
  ["semver", "~> 1.0 or ~> 3.0", "1.4.0 3.1.0", "2.0.0 4.0.0"],
  ["semver-build", "^1.2.3", "1.2.3 1.2.3+1 1.9.0", "2.0.0-a 1.2.3-a"],
  ["semver-build", "^0.0.3", "0.0.3 0.0.9", "0.1.0 0.1.0-a"],
  ["semver-build", "<=3.0.8+1", "3.0.8+0 3.0.8+1 3.0.8", "3.0.8+2"],
  ["golang", "<v1.2.4", "v1.2.3 v1.2.4-0.20191109021931-daa7c04131f5 v1.2.3+incompatible", "v1.2.4"],
  ["golang", ">=1.20, <go1.21rc2", "go1.20.8 go1.21rc1", "go1.21rc2 go1.21.0 go1.19"],
  ["rubygems", "~> 6.0", "6.0 6.0.0.1 6.9", "7.0.0.rc1 7.0 5.9 6.0.0.rc1"],
  ["rubygems", "~> 1.2.3", "1.2.3 1.2.9", "1.3.0 1.3.0.pre 1.2.2"],
  ["rubygems", "~> 1", "1.0 1.9", "2.0.a 0.9"],
  ["rubygems", "~> 1.2.0.rc1", "1.2.0.rc1 1.2.0 1.2.9", "1.3 1.2.0.beta1"],
  ["rubygems", ">= 1, < 2", "1.0 1.9.9 2.0.rc1", "2.0 0.9"],
  ["rubygems", "!= 1.5", "1.4 1.5.1 1.5.rc1", "1.5 1.5.0"],
  ["rubygems", ">= 4.0.0, < 4.2.11.1, != 4.1", "4.0.0 4.2.11", "4.2.11.1 4.1.0"],
  ["rubygems", "<1.15.0-java", "1.14.9-x86_64-linux", "1.15.0-x86_64-linux 1.15.0"],
  ["nuget", "[1.0,2.0)", "1.0.0 1.9.9 2.0.0-rc", "2.0 0.9 1.0.0-rc"],
  ["nuget", "(,1.0]", "0.1 1.0.0.0 1.0-rc", "1.0.0.1"],
  ["nuget", "(1.0,)", "1.0.0.1 2", "1.0 1.0.0.0"],
  ["nuget", "[1.5]", "1.5 1.5.0.0", "1.5.0.1"],
  ["nuget", "<13", "12.0.3 13.0.0-beta1", "13.0 13.0.1"],
  ["nuget", "1.*", "1.0 1.9.9 1.0-rc", "2.0 2.0-rc 0.9"],
  ["nuget", "1.2.*", "1.2 1.2.9.9", "1.3 1.3-a 1.1"],
  ["nuget", "1.*-*", "1.0-rc 1.9", "2.0-rc"],
  ["nuget", "1.0.0-beta.*", "1.0.0-beta.2 1.0.0-BETA.10 1.0.0", "1.0.0-beta 1.0.0-rc 1.0.1 1.0.0-alpha"],
  ["nuget", "1.0.0-*", "1.0.0-a 1.0.0-rc.1 1.0.0", "1.0.1 1.0.1-a 0.9"],
  ["nuget", "[1.2.*,2)", "1.2 1.9", "1.1 2.0"],
  ["packagist", "^1.2 || ~2.0", "1.2.0 1.9 1.2.0-beta 2.0.0 2.9", "1.1.9 3.0 3.0-alpha"],
  ["packagist", "^1.2|^3.0", "1.2 3.1.0", "2.0"],
  ["packagist", "^0.3.1", "0.3.1 0.3.9", "0.4.0 0.4-dev 0.3.0"],
  ["packagist", "^0.0.3", "0.0.3 0.0.3-beta", "0.0.4 0.0.2"],
  ["packagist", "~1.2.3", "1.2.3 1.2.9", "1.3.0-alpha 1.2.2"],
  ["packagist", "~1.2", "1.2 1.9.9", "2.0-dev 1.1"],
  ["packagist", "1.0 - 2.0", "1.0.0 2.0.9 1.0-beta 1.5", "2.1.0 2.1.0-dev 0.9"],
  ["packagist", "1.0.0 - 2.1.0", "1.0 2.1 2.1.0", "2.1.1 2.1.0.1"],
  ["packagist", "1.*", "1.0 1.9.9 1.0-dev", "2.0 2.0-dev 0.9"],
  ["packagist", ">=1.0 <1.1 || >=1.2", "1.0 1.0.9 1.2.0", "1.1 1.1.0 1.1.9"],
  ["packagist", ">=1.0.0, <6.5.0", "1 1.0 6.4.9 6.5-beta 6.5.0-RC1", "6.5 6.5.0 6.5.0.0 0.9"],
  ["packagist", "<=6.5", "6.5 6.5.0 6.5.0.0 6.5.0-beta", "6.5.0.1 6.5.1-beta"],
  ["packagist", ">6.5.0", "6.5.0.1 6.5.1-beta", "6.5 6.5.0 6.5.0.0 6.5-beta 6.5.0-beta"],
  ["packagist", "=1.0", "1 1.0.0 v1.0.0.0 1.0.0+build", "1.0.0-RC1 1.0-p1 1.0.1"],
  ["packagist", "!=1.0.0", "1.0.0-RC1 1.0.1 0.9", "1 1.0 1.0.0"],
  ["packagist", "<2.0.0-rc2", "2.0-rc1 2.0.0-beta 1.9", "2.0 2 2.0.0-rc2 2.0-rc2"],
  ["packagist", "^1.0@beta", "1.0.0 1.2", "2.0"],
  ["cran", "(>= 3.5)", "3.5 3.5.0 4.1-2", "3.4.9"],
  ["cran", ">= 1.0-2, < 2", "1.0-2 1.0.3 1.9", "2 2.0 1.0-1"],
  ["hackage", ">=1 && <2", "1 1.0 1.9", "2 2.0 0.9"],
  ["hackage", "^>=1.2.3", "1.2.3 1.2.9", "1.3 1.2.2"],
  ["hackage", "^>=1.2", "1.2 1.2.0.1", "1.3 1.1"],
  ["hackage", "==1.2.*", "1.2 1.2.9", "1.3 1.1"],
  ["hackage", "(>=1 && <1.2) || ==3.*", "1.1 3.0", "1.2 2.0 4"],
  ["hackage", "== {1.2, 1.4.*}", "1.2 1.4.1", "1.3 1.2.1"],
  ["alpm", "<=3.1.4", "3.1.4-1 3.1.4 3.1.4rc1-1 3.1.3-2", "3.1.4.a-1 3.1.5-1"],
  ["alpm", ">3.1.4", "3.1.5-1 1:1.0-1", "3.1.4-9 3.1.4"],
  ["dpkg", "(>= 1.0)", "1.0 1.1-1", "0.9"],
  ["apk", ">=1.2.3-r0 <1.2.4-r2", "1.2.3-r0 1.2.4-r1", "1.2.4-r2 1.2.2-r9"],
];

describe("ranges", () => {
  for (const [scheme, text, inside, outside] of table) {
    it(`${scheme} ${text}`, () => {
      for (const version of inside.split(" ").filter(Boolean)) expect(has(scheme, text, version), `${version} is in`).toBe(true);
      for (const version of outside.split(" ").filter(Boolean)) expect(has(scheme, text, version), `${version} is out`).toBe(false);
    });
  }

  it("says what it cannot read instead of guessing", () => {
    expect(parseRange("semver", "<not-a-version")).toMatchObject({ kind: "problem", code: "version_unorderable" });
    expect(parseRange("semver", ">=")).toMatchObject({ kind: "problem", code: "range_unreadable" });
    expect(parseRange("semver", "")).toMatchObject({ kind: "problem", code: "range_unreadable" });
    expect(parseRange("maven", "[1,2")).toMatchObject({ kind: "problem", code: "range_unreadable" });
    for (const [scheme, text] of [
      ["dpkg", "^1.0"],
      ["rubygems", "^1.0"],
      ["nuget", "~1.0"],
      ["nuget", "1.0.0-1*"],
      ["nuget", ">=1.0.0-beta*"],
      ["packagist", "^1.0 || dev-main"],
      ["packagist", "1.0-stable"],
      ["hackage", "(>=1 || <2) && <3"],
      ["cran", "^>=1"],
    ] as const)
      expect(parseRange(scheme, text), `${scheme} ${text}`).toMatchObject({ kind: "problem" });
    expect(parseRange("semver", "<1 || ".repeat(100))).toMatchObject({ kind: "problem", code: "range_too_large" });
  });

  it("tells a range from an exact version", () => {
    for (const text of [
      "^>=1.2",
      "~> 1.2",
      ">=1 && <2",
      "1.0.0-*",
      "<1",
      "^1.0",
      "~1.0",
      "1.x",
      "*",
      "1.*",
      "[1,2)",
      "1 || 2",
      ">=1 <2",
      "1.0 - 2.0",
      "1.0, 2.0",
      "~=1.4",
      "!=1",
    ])
      expect(isRangeText(text), text).toBe(true);
    for (const text of [
      "1.0.0",
      "v1.2.3",
      "1.0~rc1",
      "2:1.7.2-1",
      "1.0^git1",
      "=1.0.0",
      "==1.0",
      "1.0-alpha",
      "20220614-r0",
      "latest",
      "1.0x1",
      "(devel)",
      `\${project.version}`,
    ])
      expect(isRangeText(text), text).toBe(false);
  });
});

describe("ranges agree with the ecosystems' own", () => {
  const small = fc.integer({ min: 0, max: 3 }).map(String);
  const xOrNumber = fc.oneof(small, fc.constant("x"));
  const pre = fc.constantFrom("", "", "-alpha", "-rc.1", "-0");
  const version = fc.tuple(small, small, small, pre).map(([a, b, c, d]) => `${a}.${b}.${c}${d}`);
  const partial = fc.oneof(
    version,
    small,
    fc.tuple(small, xOrNumber).map((p) => p.join(".")),
    fc.tuple(small, small, xOrNumber).map((p) => p.join(".")),
  );
  const comparator = fc.tuple(fc.constantFrom("", "=", "<", "<=", ">", ">=", "^", "~"), partial).map((p) => p.join(""));
  const alternative = fc.oneof(
    fc.array(comparator, { minLength: 1, maxLength: 3 }).map((list) => list.join(" ")),
    fc.tuple(partial, partial).map((p) => p.join(" - ")),
  );
  const range = fc.array(alternative, { minLength: 1, maxLength: 3 }).map((list) => list.join(" || "));

  it("npm, pre-releases included", () => {
    fc.assert(
      fc.property(range, version, (text, candidate) => {
        expect(has("semver", text, candidate), `${candidate} in ${text}`).toBe(semver.satisfies(candidate, text, { includePrerelease: true }));
      }),
      { numRuns: 5_000 },
    );
  });

  it("RubyGems, pre-releases included", () => {
    const number = fc.array(small, { minLength: 1, maxLength: 3 }).map((list) => list.join("."));
    const gem = fc.tuple(number, fc.constantFrom("", "", ".rc1", ".a")).map((p) => p.join(""));
    const requirement = fc.tuple(fc.constantFrom("=", "!=", "<", "<=", ">", ">=", "~>"), gem).map((p) => p.join(" "));
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 3 }), gem, (list, candidate) => {
        expect(has("rubygems", list.join(", "), candidate), `${candidate} in ${list}`).toBe(rubySatisfies(candidate, list.join(", ")));
      }),
      { numRuns: 5_000 },
    );
  });

  it("Composer's caret and stars are npm's, for releases", () => {
    const release = fc.tuple(small, small, small).map((p) => p.join("."));
    const constraint = fc.oneof(
      fc.tuple(fc.constantFrom("^", ">=", ">", "<", "<=", "=", "!="), release).map((p) => p.join("")),
      fc.tuple(small, small).map(([a, b]) => `${a}.${b}.*`),
    );
    fc.assert(
      fc.property(fc.array(constraint, { minLength: 1, maxLength: 3 }), release, (list, candidate) => {
        const expected = list.every((each) => (each.startsWith("!=") ? !semver.satisfies(candidate, each.slice(2)) : semver.satisfies(candidate, each)));
        expect(has("packagist", list.join(" "), candidate), `${candidate} in ${list}`).toBe(expected);
        // What is the same version to Composer is in the same ranges.
        if (candidate.endsWith(".0")) expect(has("packagist", list.join(" "), candidate.slice(0, -2)), `short ${candidate} in ${list}`).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
  });

  it("PEP 440, for final and pre-releases of other versions", () => {
    const release = fc.tuple(small, small, small).map((p) => p.join("."));
    const candidate = fc.tuple(release, fc.constantFrom("", "", "a1", "rc2", ".dev3", ".post1")).map((p) => p.join(""));
    const specifier = fc.oneof(
      fc.tuple(fc.constantFrom("<", "<=", ">", ">=", "==", "!=", "~="), release).map((p) => p.join("")),
      fc.tuple(fc.constantFrom("==", "!="), small, small).map(([operator, a, b]) => `${operator}${a}.${b}.*`),
    );
    fc.assert(
      fc.property(fc.array(specifier, { minLength: 1, maxLength: 3 }), candidate, (list, candidateText) => {
        const text = list.join(",");
        expect(has("pep440", text, candidateText), `${candidateText} in ${text}`).toBe(pep440Satisfies(candidateText, text, { prereleases: true }));
      }),
      { numRuns: 5_000 },
    );
  });

  it("reads any text in bounded time, without throwing", () => {
    const ugly = fc.oneof(
      fc.string({ maxLength: 600 }),
      fc
        .array(fc.constantFrom("<", ">=", "||", ",", " ", "!=", "1", "2.0", "[", ")", "*", "x", "-", "^", "~", ".dev"), { maxLength: 200 })
        .map((list) => list.join("")),
    );
    fc.assert(
      fc.property(ugly, fc.constantFrom(...versionSchemes), (text, scheme) => {
        const found = parseRange(scheme, text);
        if (found.kind === "range") expect(found.intervals.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 3_000 },
    );
  });
});
