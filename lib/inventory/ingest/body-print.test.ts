import { describe, expect, it } from "vitest";
import { bodyPrint } from "./body-print";

const bodyOf = (components: number, changed: (i: number) => boolean = () => false) =>
  Buffer.from(Array.from({ length: components }, (_, i) => `{"name":"component-${i}","version":"1.0.${changed(i) ? 1 : 0}"}`.padEnd(1_600)).join(","));

describe("bodyPrint", () => {
  it("is the same for the same body, wherever it stands in memory", () => {
    const body = bodyOf(1_000);
    const elsewhere = Buffer.concat([Buffer.from("head"), body]).subarray(4);
    expect(bodyPrint(elsewhere)).toBe(bodyPrint(body));
  });

  it("is another one when a component in a hundred has another version of the same length", () => {
    const print = bodyPrint(bodyOf(1_000));
    for (let from = 0; from < 100; from += 9) expect(bodyPrint(bodyOf(1_000, (i) => i % 100 === from))).not.toBe(print);
  });

  it("is another one when the end is missing, and takes an empty body", () => {
    const body = Buffer.alloc(100_000);
    expect(bodyPrint(body.subarray(0, 99_999))).not.toBe(bodyPrint(body));
    expect(bodyPrint(body.subarray(0, 0))).toBe(0);
  });
});
