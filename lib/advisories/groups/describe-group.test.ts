import { describe, expect, it } from "vitest";
import type { Severity } from "@/lib/advisories/model";
import { describeGroup } from "./describe-group";
import { chooseSeverity } from "./group-severity";
import type { Member } from "./member";

const member = (told: Partial<Member> & { key: string }): Member => ({
  id: 1,
  aliases: [],
  kind: "vulnerability",
  modified: 1,
  published: null,
  withdrawn: null,
  summary: null,
  severities: [],
  group: null,
  ...told,
});
const of = (...members: (Partial<Member> & { key: string })[]) => describeGroup(members.map(member), new Map());
const scored = (type: Severity["type"], score: number | null, word: Severity["word"], source = "A"): Severity => ({ source, type, score, word, vector: null });

describe("the display id", () => {
  it.each([
    [["GO-1", "GHSA-a"], ["CVE-2"], "vulnerability", ["CVE-2", "GHSA-a", "GO-1"]],
    [["GO-1", "GHSA-b", "GHSA-a"], [], "vulnerability", ["GHSA-a", "GHSA-b", "GO-1"]],
    [["PYSEC-1"], ["BIT-1", "snyk-1"], "vulnerability", ["PYSEC-1", "BIT-1", "snyk-1"]],
    [["MAL-1", "GHSA-a"], ["CVE-1"], "malware", ["MAL-1", "CVE-1", "GHSA-a"]],
    [["MAL-1", "GHSA-a"], ["CVE-1"], "vulnerability", ["CVE-1", "GHSA-a", "MAL-1"]],
  ] as const)("of %j with aliases %j that is %s comes first of %j", (keys, aliases, kind, ids) => {
    expect(of(...keys.map((key) => ({ key, aliases, kind })))).toMatchObject({ displayId: ids[0], ids });
  });

  it("is written as its own record writes it, whatever others do, and once", () => {
    expect(of({ key: "X", aliases: ["ghsa-A"] }, { key: "GHSA-a", aliases: ["x"] }).ids).toEqual(["GHSA-a", "X"]);
  });
});

describe("the kind", () => {
  it("is malware if any live record says so", () => {
    expect(of({ key: "A" }, { key: "MAL-1", kind: "malware" }).kind).toBe("malware");
    expect(of({ key: "A" }, { key: "MAL-1", kind: "malware", withdrawn: 5 }).kind).toBe("vulnerability");
    expect(of({ key: "MAL-1", kind: "malware", withdrawn: 5 }).kind).toBe("malware");
  });

  it("of informational records is the one that says most", () => {
    expect(of({ key: "A", kind: "notice" }, { key: "B", kind: "unsound" }, { key: "C", kind: "unmaintained" }).kind).toBe("unsound");
  });
});

describe("the severity", () => {
  it("is by the newest CVSS, then the highest score; words come last", () => {
    expect(chooseSeverity([scored("CVSS_V3", 9.8, "critical"), scored("CVSS_V4", 6.1, "medium", "B"), scored("word", null, "critical")])).toMatchObject({
      score: 6.1,
      source: "B",
    });
    expect(chooseSeverity([scored("CVSS_V3", 5, "medium"), scored("CVSS_V3", 9.8, "critical", "B")])).toMatchObject({ score: 9.8, source: "B" });
    expect(chooseSeverity([scored("word", null, "low"), scored("word", null, "high"), scored("CVSS_V2", 2, "low")])).toMatchObject({ word: "low", score: 2 });
    expect(chooseSeverity([scored("word", null, "low"), scored("word", null, "high")])).toMatchObject({ word: "high", score: null });
  });

  it("does not depend on the order of sources that agree", () => {
    const [a, b] = [scored("CVSS_V3", 7, "high", "A"), scored("CVSS_V3", 7, "high", "B")];
    expect(chooseSeverity([a, b])).toEqual(chooseSeverity([b, a]));
  });

  it("without any is unscored, and a withdrawn record has no say beside a live one", () => {
    expect(of({ key: "A" }).severity).toMatchObject({ word: "unscored", rank: 0, score: null });
    expect(of({ key: "A" }, { key: "B", withdrawn: 1, severities: [scored("CVSS_V4", 10, "critical")] }).severity.word).toBe("unscored");
  });
});

it("is withdrawn when its last record is, published with the first and modified with the last", () => {
  expect(of({ key: "A", published: 7, modified: 9, withdrawn: 20 }, { key: "B", published: 5, modified: 8 })).toMatchObject({
    published: 5,
    modified: 9,
    withdrawn: null,
  });
  expect(of({ key: "A", withdrawn: 20 }, { key: "B", withdrawn: 30 }).withdrawn).toBe(30);
});

it("takes the summary of the record that is shown, else of the first that has one", () => {
  expect(of({ key: "A", summary: "a" }, { key: "GHSA-b", summary: "b" }).summary).toBe("b");
  expect(of({ key: "Z", summary: "z" }, { key: "Y", summary: "y" }, { key: "CVE-1" }).summary).toBe("y");
});
