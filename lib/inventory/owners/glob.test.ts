import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesGlob } from "./glob";

describe("a glob", () => {
  it.each([
    ["payments", "payments", true],
    ["payments", "payments-api", false],
    ["payments-*", "payments-api", true],
    ["payments-*", "payments-", true],
    ["payments-*", "payments", false],
    ["*-api", "payments-api", true],
    ["*-api", "payments-apis", false],
    ["*", "", true],
    ["**", "x", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["a.c", "abc", false],
    ["?", "", false],
    ["", "", true],
    ["", "a", false],
  ])("%j matches %j: %s", (pattern, text, matches) => {
    expect(matchesGlob(pattern, text)).toBe(matches);
  });

  it("matches as the regular expression of the same meaning does", () => {
    const words = (letters: string) => fc.array(fc.constantFrom(...letters), { maxLength: 12 }).map((list) => list.join(""));
    fc.assert(
      fc.property(words("ab*?"), words("ab"), (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll("?", ".").replace(/\*+/g, ".*")}$`);
        expect(matchesGlob(pattern, text)).toBe(expression.test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it("of many stars ends", () => {
    expect(matchesGlob(`${"*a".repeat(100)}b`, "a".repeat(200))).toBe(false);
  });
});
