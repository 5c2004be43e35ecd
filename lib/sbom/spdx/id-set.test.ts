import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IdSet } from "./id-set";

describe("IdSet", () => {
  it("tells what a Set of texts tells", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 })), fc.array(fc.string({ maxLength: 12 })), (added, asked) => {
        const ids = new IdSet(added.length);
        for (const id of added) ids.add(id);
        const known = new Set(added);
        for (const id of [...added, ...asked]) expect(ids.has(id)).toBe(known.has(id));
      }),
    );
  });

  it("keeps ids apart that differ in a digit, and holds as many as it was made for", () => {
    const count = 200_000;
    const ids = new IdSet(count);
    for (let i = 0; i < count; i += 1) ids.add(`SPDXRef-File-${i}`);
    let found = 0;
    for (let i = 0; i < count * 2; i += 1) if (ids.has(`SPDXRef-File-${i}`)) found += 1;
    expect(found).toBe(count);
  });
});
