import { createRequire } from "node:module";
import { compare as pep440Compare } from "@renovatebot/pep440";
import fc from "fast-check";
import semver from "semver";
import { describe, expect, it } from "vitest";
import { type VersionScheme, versionKey } from "./index";

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
    { numRuns: 5_000 },
  );
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
  }, 60_000);

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
  }, 60_000);

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
  }, 60_000);
});
