import { createRequire } from "node:module";
import { compare as pep440Compare, valid as pep440Valid } from "@renovatebot/pep440";
import { eq as rubyEq, lt as rubyLt } from "@renovatebot/ruby-semver";
import fc from "fast-check";
import semver from "semver";
import { describe, expect, it } from "vitest";
import { type VersionScheme, versionKey, versionSchemes } from "./index";

const mvncmp = createRequire(import.meta.url)("mvncmp").compare as (a: string, b: string) => number;

const small = fc.integer({ min: 0, max: 12 }).map(String);
const oneOf = (...values: string[]) => fc.constantFrom(...values);
const optional = (part: fc.Arbitrary<string>) => fc.oneof(fc.constant(""), part);
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((found) => found.join(""));

function agrees(scheme: VersionScheme, version: fc.Arbitrary<string>, oracle: (a: string, b: string) => number): void {
  fc.assert(
    fc.property(version, version, (a, b) => {
      const [ka, kb] = [versionKey(scheme, a), versionKey(scheme, b)];
      if (!ka || !kb) throw new Error(`refused ${ka ? b : a}`);
      expect(Math.sign(Buffer.compare(ka, kb)), `${a} against ${b}`).toBe(Math.sign(oracle(a, b)));
    }),
    { numRuns: 2_500 },
  );
}

/** PHP's version_compare: parts split where digits and letters meet; any < dev < alpha < beta < RC < # (a number, the end) < p. */
function phpVersionCompare(a: string, b: string): number {
  const partsOf = (text: string) => text.replace(/[-_+]/g, ".").match(/\d+|[a-zA-Z]+/g) ?? [];
  const rank = (part: string | undefined) =>
    part === undefined || /^\d/.test(part) ? 4 : ["dev", "a", "b", "rc", "#", "p"].findIndex((form) => part.toLowerCase().startsWith(form));
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    const isNumber = [x, y].map((part) => part !== undefined && /^\d/.test(part));
    const order = isNumber[0] && isNumber[1] ? Number(x) - Number(y) : rank(x) - rank(y);
    if (order !== 0) return order;
    if (isNumber[0] !== isNumber[1]) return isNumber[0] ? 1 : -1;
  }
  return 0;
}

describe("keys agree with the ecosystems' own comparison", () => {
  it("semver", () => {
    const identifier = fc.oneof(small, oneOf("alpha", "beta", "rc", "a", "Z", "x-1", "rc1"));
    const version = joined(
      small,
      fc.constant("."),
      small,
      fc.constant("."),
      small,
      optional(fc.array(identifier, { minLength: 1, maxLength: 3 }).map((list) => `-${list.join(".")}`)),
      optional(fc.constant("+b1")),
    );
    agrees("semver", version, semver.compare);
  });

  it("PEP 440", () => {
    const version = joined(
      optional(joined(oneOf("0", "1"), fc.constant("!"))),
      fc.array(small, { minLength: 1, maxLength: 4 }).map((list) => list.join(".")),
      optional(joined(oneOf("a", "b", "rc", ".alpha", "-c", "_pre"), optional(small))),
      optional(joined(oneOf(".post", "-r", "-"), small)),
      optional(joined(fc.constant(".dev"), optional(small))),
      optional(joined(fc.constant("+"), oneOf("abc", "5", "abc.1", "1.abc", "10", "ubuntu-1"))),
    );
    agrees("pep440", version, pep440Compare);
  });

  // In small letters: the oracle sorts A and a by language, Ruby by bytes.
  it("RubyGems", () => {
    const segment = fc.oneof(small, small, oneOf("a", "b", "rc", "pre", "beta", "rc1", "1a", "a0"));
    const version = joined(
      small,
      fc.array(segment, { maxLength: 5 }).map((list) => list.map((each) => `.${each}`).join("")),
      optional(joined(fc.constant("-"), segment)),
    );
    agrees("rubygems", version, (a, b) => (rubyEq(a, b) ? 0 : rubyLt(a, b) ? -1 : 1));
  });

  it("Go modules, and NuGet of three numbers in small letters, are SemVer", () => {
    const version = joined(
      small,
      fc.constant("."),
      small,
      fc.constant("."),
      small,
      optional(oneOf("-rc.1", "-rc.10", "-0", "-0.20220622213112-05595931fe9d", "-pre.0.20191109021931-daa7c04131f5", "-alpha")),
      optional(fc.constant("+incompatible")),
    );
    agrees(
      "golang",
      version.map((text) => `v${text}`),
      semver.compare,
    );
    agrees("nuget", version, semver.compare);
  });

  it("Dart and Julia: SemVer with its build metadata", () => {
    const identifier = fc.oneof(small, oneOf("a", "b", "1a", "9"));
    const version = joined(
      small,
      fc.constant(".0."),
      small,
      optional(fc.constant("-a")),
      optional(fc.array(identifier, { minLength: 1, maxLength: 3 }).map((list) => `+${list.join(".")}`)),
    );
    agrees("semver-build", version, semver.compareBuild);
  });

  it("CRAN and Hackage: lists of numbers", () => {
    const list = fc.array(fc.bigInt({ min: 0n, max: 30n }), { minLength: 1, maxLength: 5 });
    const compare = (a: string, b: string) => {
      const [left, right] = [a, b].map((text) => text.split(/[.-]/).map(Number)) as [number[], number[]];
      const at = left.findIndex((number, i) => number !== right[i]);
      return at < 0 ? left.length - right.length : at >= right.length ? 1 : (left[at] ?? 0) - (right[at] ?? 0);
    };
    agrees(
      "hackage",
      list.map((numbers) => numbers.join(".")),
      compare,
    );
    const separated = fc.tuple(list, oneOf(".", "-")).map(
      ([numbers, separator]) =>
        `${numbers[0]}${numbers
          .slice(1)
          .map((number) => separator + number)
          .join("")}`,
    );
    agrees("cran", separated, compare);
  });

  it("Packagist, against version_compare as its manual describes it", () => {
    const version = joined(
      fc.array(small, { minLength: 1, maxLength: 4 }).map((list) => list.join(".")),
      fc.oneof(
        fc.constant(""),
        joined(oneOf("-dev", "-alpha", "a", "-beta", "b", "-RC", "rc", "-p", "pl"), fc.constant("")),
        joined(oneOf("-alpha", "b", "-rc", "-p"), small),
      ),
    );
    agrees("packagist", version, phpVersionCompare);
  });

  it("Maven, for the shapes in which its order is transitive", () => {
    const counted = joined(oneOf("-alpha", "-beta", "-milestone", "-rc", "-cr", "-foo"), optional(joined(fc.constant("-"), small)));
    const version = joined(
      fc.array(small, { minLength: 1, maxLength: 4 }).map((list) => list.join(".")),
      fc.oneof(
        fc.constant(""),
        oneOf("-SNAPSHOT", "-final", "-ga", "-sp", "-jre", "-android"),
        counted,
        small.map((number) => `-${number}`),
      ),
    );
    agrees("maven", version, mvncmp);
  });
});

/** Texts of which many are versions of the scheme, and many nearly alike. */
const pieces = fc.constantFrom(
  "0",
  "1",
  "2",
  "10",
  "01",
  ".",
  ".",
  ".",
  "-",
  "+",
  "_",
  "~",
  "^",
  ":",
  "a",
  "b",
  "rc",
  "alpha",
  "beta",
  "dev",
  "pre",
  "post",
  "sp",
  "p",
  "r1",
  "RC",
  "x",
);
const texts = fc.tuple(small, fc.array(pieces, { maxLength: 7 })).map(([first, rest]) => first + rest.join(""));
/** Compares as the ecosystem does, where that is defined for the pair. */
const oracles: Partial<Record<VersionScheme, (a: string, b: string) => number>> = {
  semver: (a, b) => (semver.valid(a) && semver.valid(b) ? semver.compare(a, b) : Number.NaN),
  pep440: (a, b) => (pep440Valid(a) && pep440Valid(b) ? pep440Compare(a, b) : Number.NaN),
};

describe("keys of any text", () => {
  it.each(versionSchemes)("%s: what is equal has one place among all others, and keys tell versions apart as the ecosystem does", (scheme) => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 3, maxLength: 12 }), (list) => {
        const keyed = list.flatMap((text) => {
          const key = versionKey(scheme, text);
          // A key depends on the text alone.
          const again = versionKey(scheme, text);
          if (key === null || again === null || Buffer.compare(key, again) !== 0) expect(key).toEqual(again);
          return key === null ? [] : [{ text, key }];
        });
        // Millions of pairs: `expect` is asked where something is wrong, as it costs fifty times the comparison.
        for (const a of keyed) {
          for (const b of keyed) {
            const order = Math.sign(Buffer.compare(a.key, b.key));
            const reverse = -Math.sign(Buffer.compare(b.key, a.key)) + 0;
            if (order !== reverse) expect(order, `${a.text} against ${b.text}, both ways`).toBe(reverse);
            const said = oracles[scheme]?.(a.text, b.text) ?? Number.NaN;
            if (!Number.isNaN(said) && order !== Math.sign(said)) expect(order, `${a.text} against ${b.text}`).toBe(Math.sign(said));
            // No key begins another: what is put behind a key (a bound above all that begin so) would else lie between them.
            if (order !== 0 && a.key.subarray(0, b.key.length).equals(b.key)) expect.unreachable(`${b.text} begins ${a.text}`);
          }
        }
      }),
      { numRuns: 1_500 },
    );
  });
});
