import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeNonAscii } from "./escape-non-ascii";

describe("JSON with few characters beyond ASCII", () => {
  it("parses to the same value, wherever the characters stand", () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom("é", "€", "😀", "\u2028", '"', "\\", "\ufffd"),
        fc.nat({ max: 1_100 }).map((length) => "x".repeat(length)),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, pieces, (one, two) => {
        const value = { [one.join("")]: two.join(""), padding: "y".repeat(2_000) };
        const escaped = escapeNonAscii(Buffer.from(JSON.stringify(value)));
        expect(escaped).not.toBeNull();
        expect(escaped).toMatch(/^[\x20-\x7e]*$/);
        expect(JSON.parse(escaped ?? "")).toEqual(value);
      }),
    );
  });

  it("holds a replacement character for bytes that are not UTF-8, as plain decoding does", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (noise) => {
        const inside = Buffer.concat([Buffer.from(`["${"z".repeat(2_000)}`), Buffer.from(noise.map((byte) => byte | 0x80)), Buffer.from('"]')]);
        expect(JSON.parse(escapeNonAscii(inside) ?? "")).toEqual(JSON.parse(inside.toString("utf8")));
      }),
    );
  });

  it("is left to plain decoding when there are many", () => {
    expect(escapeNonAscii(Buffer.from(`"${"é".repeat(100)}"`))).toBeNull();
    expect(escapeNonAscii(Buffer.from('"plain"'))).toBe('"plain"');
  });

  it("is left to plain decoding after an open backslash, which JSON refuses", () => {
    const padding = "z".repeat(2_000);
    expect(escapeNonAscii(Buffer.from(`["${padding}\\é"]`))).toBeNull();
    expect(JSON.parse(escapeNonAscii(Buffer.from(`["${padding}\\\\é"]`)) ?? "")).toEqual([`${padding}\\é`]);
  });
});
