import { describe, expect, it } from "vitest";
import type { SeverityWord } from "@/lib/advisories/model";
import { findDisagreements } from "./find-disagreements";

const says = (
  key: string,
  word: SeverityWord,
  ranges: string[],
  fixed: string[],
  more: { source?: string; name?: string; ecosystem?: string; withdrawn?: boolean } = {},
) => ({
  source: more.source ?? "osv",
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

  it("tells Inspector's advisory from another of the same id", () => {
    const found = findDisagreements([says("CVE-1", "high", [], []), says("CVE-1", "low", [], [], { source: "inspector" })]);
    expect(found.flatMap(({ says: said }) => said.map(({ key }) => key))).toEqual(["CVE-1", "CVE-1 (Inspector)"]);
  });

  it("names who says what of severity, ranges and fix", () => {
    const found = findDisagreements([says("A", "high", ["before 1"], ["1"]), says("B", "low", ["all versions"], [])]);
    expect(found.map(({ about, says: said }) => [about, said.map(({ key, text }) => `${key} ${text}`)])).toEqual([
      ["severity", ["A high", "B low"]],
      ["ranges", ["A before 1", "B all versions"]],
      ["fix", ["A 1", "B no fix"]],
    ]);
  });

  it("says that one has withdrawn what others have not, and hears it of nothing else", () => {
    const found = findDisagreements([says("A", "high", ["before 1"], ["1"]), says("B", "low", ["all versions"], [], { withdrawn: true })]);
    expect(found).toEqual([
      {
        about: "withdrawn",
        package: null,
        says: [
          { key: "A", text: "stands" },
          { key: "B", text: "withdrawn on 2026-01-01" },
        ],
      },
    ]);
    expect(findDisagreements([says("A", "high", [], [], { withdrawn: true }), says("B", "low", [], [], { withdrawn: true })])).toEqual([]);
  });

  it("compares severities by their word, and says the score beside it", () => {
    const scored = (key: string, word: SeverityWord, score: number) => ({ ...says(key, word, [], []), severity: { word, score, vector: null, source: key } });
    expect(findDisagreements([scored("A", "critical", 9.8), scored("B", "critical", 9.1)])).toEqual([]);
    expect(findDisagreements([scored("A", "critical", 9), scored("B", "high", 8.1)])[0]?.says.map(({ text }) => text)).toEqual([
      "critical (9.0)",
      "high (8.1)",
    ]);
  });

  it("does not hear those without a severity, lists of versions, or other packages and releases", () => {
    expect(findDisagreements([says("A", "high", ["before 1"], ["1"]), says("B", "unscored", [], [])])).toEqual([]);
    const releases = [says("A", "high", ["before 1"], ["1"], { ecosystem: "Debian:11" }), says("B", "high", ["before 2"], ["2"], { ecosystem: "Debian:12" })];
    expect(findDisagreements(releases)).toEqual([]);
  });
});
