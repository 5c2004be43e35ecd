import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeFact, readFacts } from "./facts";
import { keyLengthMax, versionKey, versionSchemes } from "./index";

for (const scheme of versionSchemes) {
  describe(`${scheme} order`, () => {
    const facts = readFacts(readFileSync(join(import.meta.dirname, "testdata", `${scheme}.txt`), "utf8"));
    it.each(facts)("$line", ({ fact }) => expect(judgeFact(scheme, fact)).toEqual({ kind: "right" }));

    it("refuses what cannot be ordered", () => {
      const never = ["", " ", "latest", "^1.0", "~1.2", "*", ">=1.0", "1.0 || 2.0", "[1,2)", "2fdbb82193111d2f1e25e14dac8e47ed894dd265", "1".repeat(600)];
      for (const text of never) expect(versionKey(scheme, text), text).toBeNull();
    });

    it("has no key above the limit, and no wrong answer in its place", () => {
      for (const text of [`1.${"9".repeat(300)}`, Array(240).fill("1").join("."), `1.0-${"a".repeat(400)}`]) {
        const key = versionKey(scheme, text);
        if (key !== null) expect(key.length).toBeLessThanOrEqual(keyLengthMax);
      }
    });

    it("answers any text in bounded time, without throwing", () => {
      const ugly = fc.oneof(
        fc.string({ maxLength: 600 }),
        fc.stringMatching(/^[0-9a-z.+~^_-]{0,200}$/),
        fc.constantFrom("1.", "0.", "a1", "-", "1-", "_p", ".dev").map((s) => s.repeat(150)),
      );
      fc.assert(
        fc.property(ugly, (text) => {
          const key = versionKey(scheme, text);
          expect(key === null || key.length < 1_000).toBe(true);
        }),
        { numRuns: 500 },
      );
    });
  });
}
