import { describe, expect, it } from "vitest";
import { readRecord } from "./read-record";

const read = (record: unknown) => readRecord(Buffer.from(JSON.stringify(record)));

describe("readRecord", () => {
  it("gives each package once with the ranges and fixes of all its entries, lowest first", () => {
    const entry = (introduced: string, fixed: string) => ({
      package: { ecosystem: "npm", name: "a" },
      ranges: [{ type: "SEMVER", events: [{ introduced }, { fixed }] }],
    });
    expect(read({ affected: [entry("2.0.0", "2.10.0"), entry("0", "1.9.0"), entry("2.0.0", "2.10.0")] })?.affected).toEqual([
      { ecosystem: "npm", name: "a", ranges: ["from 2.0.0, before 2.10.0", "before 1.9.0"], fixed: ["1.9.0", "2.10.0"], versions: [], versionsTotal: 0 },
    ]);
  });

  it("leaves out what a GIT range says, and what names no package", () => {
    const git = { type: "GIT", repo: "https://example.com", events: [{ introduced: "0" }, { fixed: "abc" }] };
    expect(read({ affected: [{ ranges: [git] }, { package: { ecosystem: "Go", name: "x" }, ranges: [git], versions: ["v1"] }] })?.affected).toEqual([
      { ecosystem: "Go", name: "x", ranges: [], fixed: [], versions: ["v1"], versionsTotal: 1 },
    ]);
  });

  it("shows the first of many listed versions and counts all", () => {
    const versions = Array.from({ length: 500 }, (_, n) => `1.0.${n}`);
    const [first] = read({ affected: [{ package: { ecosystem: "PyPI", name: "x" }, versions }] })?.affected ?? [];
    expect([first?.versions.length, first?.versionsTotal]).toEqual([20, 500]);
  });

  it("keeps what can be read beside parts of another form, and is null for what is no record", () => {
    expect(read({ details: 7, references: [{ url: 1 }, { type: "FIX", url: "https://example.com" }], affected: "none" })).toEqual({
      details: null,
      references: [{ type: "FIX", url: "https://example.com" }],
      affected: [],
    });
    expect(readRecord(Buffer.from("{"))).toBeNull();
    expect(read([])).toBeNull();
    expect(read(null)).toBeNull();
  });
});
