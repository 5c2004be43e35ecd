import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeComposition, encodeComposition, type StoredComposition } from "./composition-codec";

const composition = fc.integer({ min: 0, max: 30 }).chain((count) => {
  const index = fc.integer({ min: 0, max: Math.max(count - 1, 0) });
  const ascending = fc.uniqueArray(index, { maxLength: count }).map((values) => values.sort((a, b) => a - b));
  const few = count === 0 ? fc.constant<number[]>([]) : ascending;
  return fc.record({
    ids: fc.array(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { minLength: count, maxLength: count }),
    scopes: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: count, maxLength: count }),
    direct: few,
    edges: fc.array(few, { minLength: count, maxLength: count }),
    directAssumed: fc.boolean(),
  });
});

describe("composition codec", () => {
  it("gives back what was stored", () => {
    fc.assert(
      fc.property(composition, ({ ids, scopes, direct, edges, directAssumed }) => {
        const offsets = new Uint32Array(ids.length + 1);
        edges.forEach((targets, i) => {
          offsets[i + 1] = (offsets[i] ?? 0) + targets.length;
        });
        const stored: StoredComposition = {
          packageVersionIds: Int32Array.from(ids),
          scopes: Uint8Array.from(scopes),
          offsets,
          targets: Uint32Array.from(edges.flat()),
          direct: Uint32Array.from(direct),
          directAssumed,
        };
        expect(decodeComposition(encodeComposition(stored))).toEqual(stored);
      }),
    );
  });

  it("refuses bytes that are cut off or of another format", () => {
    const bytes = encodeComposition({
      packageVersionIds: Int32Array.of(5),
      scopes: Uint8Array.of(0),
      offsets: Uint32Array.of(0, 0),
      targets: new Uint32Array(0),
      direct: Uint32Array.of(0),
      directAssumed: false,
    });
    expect(() => decodeComposition(bytes.subarray(0, bytes.length - 1))).toThrow(/cut off/);
    expect(() => decodeComposition(Buffer.from([9, 0]))).toThrow(/unknown format/);
  });
});
