import { describe, expect, it } from "vitest";
import type { Member } from "./member";
import { planGroups } from "./plan-groups";

const member = (id: number, key: string, aliases: string[], group: number | null = null): Member => ({
  id,
  key,
  aliases,
  kind: "vulnerability",
  modified: 0,
  published: null,
  withdrawn: null,
  summary: null,
  severities: [],
  group,
});
const planned = (members: Member[], stored: { id: number; displayId: string }[] = []) =>
  planGroups(
    members,
    stored.map((each) => ({ ...each, createdAt: 0 })),
  ).groups.map(({ id, members: of }) => ({ id, keys: of.map(({ key }) => key) }));

describe("planGroups", () => {
  it("joins what shares a name, through any number of steps", () => {
    const chain = [member(1, "A", ["n1"]), member(2, "B", ["N1", "n2"]), member(3, "C", ["b"]), member(4, "D", ["n2"]), member(5, "E", [])];
    expect(planned(chain)).toEqual([
      { id: null, keys: ["A", "B", "C", "D"] },
      { id: null, keys: ["E"] },
    ]);
  });

  it("merges stored groups into the one with the lowest id, whatever the order", () => {
    const stored = [
      { id: 9, displayId: "B" },
      { id: 4, displayId: "A" },
    ];
    expect(planned([member(2, "B", [], 9), member(1, "A", [], 4), member(3, "C", ["A", "B"])], stored)).toEqual([{ id: 4, keys: ["B", "A", "C"] }]);
  });

  it("leaves the row to the part with the display id, also when another part has the first advisory", () => {
    expect(planned([member(1, "A", [], 4), member(2, "B", ["CVE-1"], 4)], [{ id: 4, displayId: "CVE-1" }])).toEqual([
      { id: null, keys: ["A"] },
      { id: 4, keys: ["B"] },
    ]);
  });

  it("leaves the row to the part with the first advisory when the display id went to an advisory from elsewhere", () => {
    expect(planned([member(1, "A", [], 4), member(2, "B", [], 4), member(3, "C", ["CVE-1"])], [{ id: 4, displayId: "CVE-1" }])).toEqual([
      { id: 4, keys: ["A"] },
      { id: null, keys: ["B"] },
      { id: null, keys: ["C"] },
    ]);
  });

  it("a part that goes on into a lower group takes its heir there, and the other part is new", () => {
    const stored = [
      { id: 2, displayId: "Z" },
      { id: 4, displayId: "B" },
    ];
    const members = [member(1, "A", [], 4), member(2, "B", ["Z"], 4), member(3, "Z", [], 2)];
    const plan = planGroups(
      members,
      stored.map((each) => ({ ...each, createdAt: 0 })),
    );
    expect(plan.groups.map(({ id, members: of }) => ({ id, keys: of.map(({ key }) => key) }))).toEqual([
      { id: null, keys: ["A"] },
      { id: 2, keys: ["B", "Z"] },
    ]);
    expect(plan.heirs.get(4)).toBe(plan.heirs.get(2));
  });

  it("takes a hundred thousand records on one alias, and as long a chain, in one walk", () => {
    const hub = Array.from({ length: 100_000 }, (_, i) => member(i, `A-${i}`, ["CVE-1"]));
    const chain = Array.from({ length: 100_000 }, (_, i) => member(i, `B-${i}`, [`B-${i + 1}`]));
    expect(planned(hub)).toHaveLength(1);
    expect(planned(chain.reverse())).toHaveLength(1);
  });
});
