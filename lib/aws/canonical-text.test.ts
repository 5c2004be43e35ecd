import { expect, it } from "vitest";
import { canonicalText } from "./canonical-text";

it("is the same for values that differ in the order of keys and lists only", () => {
  const one = { b: [{ y: 1, x: null }, "z"], a: undefined, c: "ü" };
  const other = { c: "ü", b: ["z", { x: null, y: 1 }] };
  expect(canonicalText(one)).toBe('{"b":["z",{"x":null,"y":1}],"c":"ü"}');
  expect(canonicalText(one)).toBe(canonicalText(other));
});

it("differs where a value does", () => {
  expect(canonicalText({ a: ["1"] })).not.toBe(canonicalText({ a: [1] }));
  expect(canonicalText({ a: "" })).not.toBe(canonicalText({ a: null }));
});
