import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonFault } from "./json-fault";

describe("the fault in a text that is not JSON", () => {
  it.each([
    ['{"a": x}', 6],
    ["hello", 0],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ["[1 2]", 3],
    ["{} {}", 3],
    ['{"a":"b\nc"}', 7],
    ["[1}", 2],
    ["[01]", 2],
    ["{1:2}", 1],
  ])("%j is at offset %i", (text, offset) => {
    expect(findJsonFault(text)).toEqual({ offset, isTruncated: false });
  });

  it("is its end for every beginning of a good text", () => {
    const text = '{"a": [1.5e3, true, false, null, "\\u00e9\\n\\"x", {}], "b": {"c": [[], -2]}}';
    for (let length = 0; length < text.length; length += 1) {
      const fault = findJsonFault(text.slice(0, length));
      expect(fault.isTruncated, text.slice(0, length)).toBe(true);
    }
  });

  it("is found in every text that does not parse, without overflow", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 2 }), (json, place, insert) => {
        const cut = place % (json.length + 1);
        const text = json.slice(0, cut) + insert + json.slice(cut + 1);
        try {
          JSON.parse(text);
        } catch {
          expect(findJsonFault(text).offset).toBeLessThanOrEqual(text.length);
        }
      }),
    );
    expect(findJsonFault("[".repeat(1_000_000))).toEqual({ offset: 1_000_000, isTruncated: true });
    expect(findJsonFault(`"${"\\\\x".repeat(3_000_000)}`)).toEqual({ offset: 9_000_001, isTruncated: true });
  });
});
