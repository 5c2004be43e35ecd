import { describe, expect, it } from "vitest";
import { boolArray, byteaArray, int2Array, int4Array, textArray } from "./binary-arrays";

/** Reads PostgreSQL's binary array format back: oid and elements as bytes, null for nulls. */
function decoded(buffer: Buffer): { oid: number; hasNulls: boolean; elements: (Buffer | null)[] } {
  const [dimensions, nulls, oid] = [buffer.readInt32BE(0), buffer.readInt32BE(4), buffer.readInt32BE(8)];
  const elements: (Buffer | null)[] = [];
  const count = dimensions === 0 ? 0 : buffer.readInt32BE(12);
  let at = dimensions === 0 ? 12 : 20;
  for (let i = 0; i < count; i++) {
    const size = buffer.readInt32BE(at);
    at += 4;
    elements.push(size < 0 ? null : buffer.subarray(at, at + size));
    at += Math.max(0, size);
  }
  expect(at).toBe(buffer.length);
  return { oid, hasNulls: nulls === 1, elements };
}

describe("PostgreSQL's binary arrays", () => {
  it("hold texts of any script, empty ones and nulls", () => {
    const texts = ["a", "", null, "ü€😀", "x".repeat(5_000)];
    const { oid, hasNulls, elements } = decoded(textArray(texts));
    expect({ oid, hasNulls }).toEqual({ oid: 25, hasNulls: true });
    expect(elements.map((each) => each?.toString() ?? null)).toEqual(texts);
  });

  it("hold bytes, empty ones and nulls", () => {
    const values = [Buffer.from([0, 255]), Buffer.alloc(0), null];
    const { oid, elements } = decoded(byteaArray(values));
    expect(oid).toBe(17);
    expect(elements).toEqual(values);
  });

  it("hold numbers", () => {
    expect(decoded(int4Array([-1, 2 ** 31 - 1])).elements.map((each) => each?.readInt32BE(0))).toEqual([-1, 2 ** 31 - 1]);
    expect(decoded(int2Array([-7])).elements.map((each) => each?.readInt16BE(0))).toEqual([-7]);
    expect(decoded(boolArray([1, 0])).elements.map((each) => each?.readUInt8(0))).toEqual([1, 0]);
  });

  it("take no number that its type cannot hold", () => {
    for (const value of [2 ** 31, -(2 ** 31) - 1]) expect(() => int4Array([value])).toThrow(RangeError);
    for (const value of [2 ** 15, -(2 ** 15) - 1]) expect(() => int2Array([value])).toThrow(RangeError);
  });

  it("hold short texts of one script and of several as UTF-8", () => {
    const texts = ["1.2.3", "1.2.3-é", "naïve", "\u0000", "a".repeat(48), "b".repeat(49)];
    expect(decoded(textArray(texts)).elements.map((each) => each?.toString())).toEqual(texts);
  });

  it("are empty without elements, and say nothing of nulls", () => {
    for (const empty of [textArray([]), byteaArray([]), int4Array([])]) {
      expect(empty).toHaveLength(12);
      expect(decoded(empty)).toMatchObject({ hasNulls: false, elements: [] });
    }
  });
});
