import { expect, it } from "vitest";
import { relationsTo } from "./same-document";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const document = (version: string | null, saidAt: number, ...products: string[]) => ({ version, saidAt: day(saidAt), products });
const relate = (given: ReturnType<typeof document>, ...standing: ReturnType<typeof document>[]) => relationsTo(given, standing).map(({ relation }) => relation);

it.each([
  ["1", "2", "newer"],
  ["2", "1", "older"],
  ["1.9.0", "1.10", "newer"],
  ["1.0", "1", "newer"],
])("after version %s comes version %s: it is %s", (standing, given, relation) => {
  expect(relate(document(given, 1, "a"), document(standing, 1, "a"))).toEqual([relation]);
});

it("a greater version is the same document, whatever products it has", () => {
  expect(relate(document("2", 1, "a"), document("1", 1, "b"))).toEqual(["newer"]);
});

it("of one version the time tells, where the products are the same", () => {
  expect(relate(document("1", 2, "a", "b"), document("1", 1, "a", "b"))).toEqual(["newer"]);
  expect(relate(document("1", 1, "a", "b"), document("1", 2, "a", "b"))).toEqual(["older"]);
  expect(relate(document("1", 2, "a"), document("1", 1, "a", "b"))).toEqual(["other"]);
  expect(relate(document("draft", 2, "a"), document(null, 1, "a"))).toEqual(["newer"]);
});

it("of documents that share an id and a version those with a common product are replaced", () => {
  expect(relate(document("2", 3, "b", "c"), document("1", 1, "a"), document("1", 1, "b"), document("1", 1, "c", "d"))).toEqual(["other", "newer", "newer"]);
});
