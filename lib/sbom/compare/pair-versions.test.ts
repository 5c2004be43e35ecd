import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairVersions } from "./pair-versions";

const versions = (text: string, ecosystem = "npm") => (text === "" ? [] : text.split(" ")).map((version) => ({ ecosystem, version }));
const shown = (from: string, to: string, ecosystem?: string) => {
  const { pairs, onlyFrom, onlyTo } = pairVersions(versions(from, ecosystem), versions(to, ecosystem));
  return [
    ...pairs.map(([a, b]) => `${a.version}>${b.version}`),
    ...onlyFrom.map(({ version }) => `-${version}`),
    ...onlyTo.map(({ version }) => `+${version}`),
  ].join(" ");
};

describe("versions of one package", () => {
  it.each([
    ["1.0.0", "1.1.0", "1.0.0>1.1.0"],
    ["1.0.0 2.0.0", "1.1.0 2.1.0", "1.0.0>1.1.0 2.0.0>2.1.0"],
    ["2.0.0 1.0.0", "1.1.0 2.1.0", "1.0.0>1.1.0 2.0.0>2.1.0"],
    ["1.0.0 2.0.0", "2.1.0", "2.0.0>2.1.0 -1.0.0"],
    ["1.0.0 2.0.0", "1.0.1", "1.0.0>1.0.1 -2.0.0"],
    ["1.0.0", "1.1.0 2.0.0", "1.0.0>1.1.0 +2.0.0"],
    ["2.0.0", "1.0.0 2.1.0", "2.0.0>2.1.0 +1.0.0"],
    ["1.0.0 2.0.0", "1.0.1 2.0.1 3.0.0", "1.0.0>1.0.1 2.0.0>2.0.1 +3.0.0"],
    ["1.0.0", "", "-1.0.0"],
    ["", "1.0.0", "+1.0.0"],
  ])("%s and %s are paired as %s", (from, to, expected) => expect(shown(from, to)).toBe(expected));

  it("are paired by text where they have no order", () => expect(shown("b a", "c", "generic")).toBe("b>c -a"));

  it("are each in one place only, and the shorter list is paired whole", () => {
    const version = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })).map(([major, minor]) => `${major}.${minor}.0`);
    const list = fc
      .uniqueArray(fc.oneof(version, fc.string({ maxLength: 3 })), { maxLength: 9 })
      .map((texts) => texts.map((text) => ({ ecosystem: "npm", version: text })));
    fc.assert(
      fc.property(list, list, (from, to) => {
        const { pairs, onlyFrom, onlyTo } = pairVersions(from, to);
        expect(pairs).toHaveLength(Math.min(from.length, to.length));
        expect(new Set([...pairs.map(([a]) => a), ...onlyFrom])).toEqual(new Set(from));
        expect(new Set([...pairs.map(([, b]) => b), ...onlyTo])).toEqual(new Set(to));
      }),
    );
  });

  it("are paired in bounded time, however many", () => {
    const many = (major: number) => Array.from({ length: 20_000 }, (_, i) => ({ ecosystem: "npm", version: `${major}.${i}.0` }));
    expect(pairVersions(many(1), many(2).slice(1)).pairs).toHaveLength(19_999);
  });
});
