import { describe, expect, it } from "vitest";
import type { SeverityWord } from "@/lib/advisories/model";
import { findDisagreements } from "./find-disagreements";

const says = (key: string, word: SeverityWord, ranges: string[], fixed: string[], more: { name?: string; ecosystem?: string; withdrawn?: boolean } = {}) => ({
  key,
  withdrawnAt: more.withdrawn ? "2026-01-01T00:00:00.000Z" : null,
  severity: { word, score: null, vector: null, source: key },
  affected: [{ ecosystem: more.ecosystem ?? "npm", name: more.name ?? "a", ranges, fixed, versions: [], versionsTotal: 0 }],
});

describe("findDisagreements", () => {
  it("finds none where all say the same, whatever the order of their ranges and the case of the name", () => {
    expect(
      findDisagreements([
        says("A", "high", ["before 1", "from 2, before 3"], ["1", "3"]),
        says("B", "high", ["from 2, before 3", "before 1"], ["1", "3"], { name: "A" }),
      ]),
    ).toEqual([]);
  });

  it("names who says what of severity, ranges and fix", () => {
    const found = findDisagreements([says("A", "high", ["before 1"], ["1"]), says("B", "low", ["all versions"], [])]);
    expect(found.map(({ about, says: said }) => [about, said.map(({ key, text }) => `${key} ${text}`)])).toEqual([
      ["severity", ["A high", "B low"]],
      ["ranges", ["A before 1", "B all versions"]],
      ["fix", ["A 1", "B no fix"]],
    ]);
  });

  it("does not hear the withdrawn, those without a severity, lists of versions, or other packages and releases", () => {
    expect(findDisagreements([says("A", "high", ["before 1"], ["1"]), says("B", "low", ["all versions"], [], { withdrawn: true })])).toEqual([]);
    expect(findDisagreements([says("A", "high", ["before 1"], ["1"]), says("B", "unscored", [], [])])).toEqual([]);
    const releases = [says("A", "high", ["before 1"], ["1"], { ecosystem: "Debian:11" }), says("B", "high", ["before 2"], ["2"], { ecosystem: "Debian:12" })];
    expect(findDisagreements(releases)).toEqual([]);
  });
});
