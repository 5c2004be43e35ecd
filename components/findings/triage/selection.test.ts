import { describe, expect, it } from "vitest";
import { currentAfter, extended, nothingSelected, pageToggled, retained, toggled } from "@/components/findings/triage/selection";

const order = ["a", "b", "c", "d", "e"];
const keysOf = ({ keys }: { keys: ReadonlySet<string> }) => [...keys].toSorted();

describe("the selection of a list", () => {
  it("takes a row in and out", () => {
    const one = toggled(nothingSelected, "b");
    expect(keysOf(one)).toEqual(["b"]);
    expect(keysOf(toggled(one, "b"))).toEqual([]);
  });

  it("is extended from the row that was selected last, in both directions", () => {
    expect(keysOf(extended(toggled(nothingSelected, "b"), order, "d"))).toEqual(["b", "c", "d"]);
    expect(keysOf(extended(toggled(nothingSelected, "d"), order, "b"))).toEqual(["b", "c", "d"]);
    expect(keysOf(extended(nothingSelected, order, "c"))).toEqual(["c"]);
    const further = extended(extended(toggled(nothingSelected, "a"), order, "b"), order, "d");
    expect(keysOf(further)).toEqual(["a", "b", "c", "d"]);
  });

  it("begins a range at the row itself where the one that was selected last is gone", () => {
    expect(keysOf(extended({ keys: new Set(), anchor: "gone", all: false }, order, "d"))).toEqual(["d"]);
    expect(extended(nothingSelected, order, "gone")).toBe(nothingSelected);
  });

  it("takes a whole page, and nothing where it was the whole page", () => {
    const page = pageToggled(toggled(nothingSelected, "b"), order);
    expect(keysOf(page)).toEqual(order);
    expect(pageToggled(page, order)).toBe(nothingSelected);
  });

  it("of all findings of a list ends when one row is meant", () => {
    expect(toggled({ keys: new Set(order), anchor: null, all: true }, "c")).toMatchObject({ all: false });
  });

  it("keeps of a selection what is still listed", () => {
    const selection = { keys: new Set(["a", "e"]), anchor: "e", all: false };
    expect(keysOf(retained(selection, ["a", "b"]))).toEqual(["a"]);
    expect(retained(selection, order)).toBe(selection);
    expect(retained(selection, ["x"])).toBe(nothingSelected);
  });
});

it("the row that keys mean is the next one when it left the list, and the last when there is none after it", () => {
  expect(currentAfter("b", order, ["a", "c", "d"])).toBe("c");
  expect(currentAfter("b", order, ["a", "b"])).toBe("b");
  expect(currentAfter("e", order, ["a", "c"])).toBe("c");
  expect(currentAfter("b", order, [])).toBeNull();
  expect(currentAfter(null, order, order)).toBeNull();
});
