import { describe, expect, it } from "vitest";
import { about, affectedAmong, range, read } from "./test-records";

const npm = (entry: Record<string, unknown>, more = {}) => read(about("npm", "a", entry, more));
const all = ["0.1.0", "1.0.0", "1.5.0", "2.0.0", "2.5.0", "3.0.0"];

describe("ranges and listed versions", () => {
  it("are a union of the entries of affected", () => {
    const entry = (...events: Record<string, string>[]) => ({ package: { ecosystem: "npm", name: "a" }, ranges: [range(...events)] });
    const advisory = read(
      about("npm", "a", {}, { affected: [entry({ introduced: "0" }, { fixed: "1.0.0" }), entry({ introduced: "2.0.0" }, { fixed: "2.5.0" })] }),
    );
    expect(affectedAmong(advisory, all)).toEqual(["0.1.0", "2.0.0"]);
  });
  it("are a union within an entry: listed versions outside of the ranges count too, those inside are not stored twice", () => {
    const advisory = npm({ ranges: [range({ introduced: "1.0.0" }, { fixed: "2.0.0" })], versions: ["1.0.0", "1.5.0", "3.0.0"] });
    expect(affectedAmong(advisory, all)).toEqual(["1.0.0", "1.5.0", "3.0.0"]);
    expect(advisory.versions.map(({ version }) => version)).toEqual(["3.0.0"]);
  });
  it("a GIT range is skipped alone, its siblings count", () => {
    const git = { type: "GIT", repo: "https://example.org/a", events: [{ introduced: "0" }, { fixed: "a".repeat(40) }] };
    const advisory = npm({ ranges: [git, range({ introduced: "0" }, { fixed: "1.0.0" })] });
    expect(affectedAmong(advisory, all)).toEqual(["0.1.0"]);
    expect(advisory.skipped).toMatchObject([{ code: "git_range", pointer: "/affected/0/ranges/0" }]);
  });
  it('introduced "0" is before every version', () => {
    const [first] = npm({ ranges: [range({ introduced: "0" }, { fixed: "1.0.0" })] }).ranges;
    expect(first?.lo.length).toBe(0);
  });
  it("last_affected is affected itself and names no fix", () => {
    const advisory = npm({ ranges: [range({ introduced: "0" }, { last_affected: "1.5.0" })] });
    expect(affectedAmong(advisory, all)).toEqual(["0.1.0", "1.0.0", "1.5.0"]);
    expect(advisory.ranges[0]).toMatchObject({ hiInclusive: true, fixed: null });
  });
  it("a limit cuts what is not below it, of several the highest, and * cuts nothing", () => {
    const limited = (...limits: string[]) => npm({ ranges: [range({ introduced: "1.0.0" }, ...limits.map((limit) => ({ limit })))] });
    expect(affectedAmong(limited("2.0.0"), all)).toEqual(["1.0.0", "1.5.0"]);
    expect(affectedAmong(limited("1.5.0", "2.5.0"), all)).toEqual(["1.0.0", "1.5.0", "2.0.0"]);
    expect(affectedAmong(limited("1.5.0", "*"), all)).toEqual(["1.0.0", "1.5.0", "2.0.0", "2.5.0", "3.0.0"]);
  });
  it("several pairs in one range count in version order, whatever the order of the text", () => {
    const advisory = npm({ ranges: [range({ introduced: "0" }, { introduced: "2.0.0" }, { fixed: "2.5.0" }, { fixed: "1.0.0" })] });
    expect(affectedAmong(advisory, all)).toEqual(["0.1.0", "2.0.0"]);
    expect(advisory.ranges.map(({ fixed }) => fixed)).toEqual(["1.0.0", "2.5.0"]);
  });
  it("what is fixed and introduced anew at one version is affected there; what is fixed where it begins never was", () => {
    const anew = npm({ ranges: [range({ introduced: "2.0.0" }, { fixed: "3.0.0" }, { introduced: "1.0.0" }, { fixed: "2.0.0" })] });
    expect(affectedAmong(anew, all)).toEqual(["1.0.0", "1.5.0", "2.0.0", "2.5.0"]);
    expect(npm({ ranges: [range({ introduced: "2.0.0" }, { fixed: "2.0.0" })] }).ranges).toEqual([]);
  });
  it("one version alone is introduced and last affected", () => {
    expect(affectedAmong(npm({ ranges: [range({ introduced: "1.5.0" }, { last_affected: "1.5.0" })] }), all)).toEqual(["1.5.0"]);
  });
  it("a fix below the beginning ends nothing", () => {
    expect(affectedAmong(npm({ ranges: [range({ introduced: "2.0.0" }, { fixed: "1.0.0" })] }), all)).toEqual(["2.0.0", "2.5.0", "3.0.0"]);
  });
  it("the same range for several products is stored once", () => {
    const advisory = npm({ ranges: [range({ introduced: "0" }, { fixed: "1.0.0" }), range({ introduced: "0" }, { fixed: "1.0.0" })] });
    expect(advisory.ranges).toHaveLength(1);
  });
});

describe("what cannot be ordered", () => {
  it("a range with such a bound is skipped alone, with the reason", () => {
    const advisory = npm({ ranges: [range({ introduced: "0" }, { fixed: "latest" }), range({ introduced: "2.0.0" }, { fixed: "2.5.0" })] });
    expect(affectedAmong(advisory, all)).toEqual(["2.0.0"]);
    expect(advisory.skipped).toMatchObject([{ code: "version_unorderable", pointer: "/affected/0/ranges/0" }]);
  });
  it("a package of which nothing else is known stays known, by an interval that holds no version", () => {
    const unorderable = npm({ ranges: [range({ introduced: "0" }, { fixed: "latest" })] });
    expect(unorderable.ranges).toMatchObject([{ name: "a", lo: Buffer.alloc(0), hi: Buffer.alloc(0), hiInclusive: false }]);
    expect(affectedAmong(unorderable, all)).toEqual([]);
    expect(npm({}).ranges).toMatchObject([{ name: "a", hi: Buffer.alloc(0) }]);
  });
  it("a listed version without order is kept as text", () => {
    expect(npm({ versions: ["next"] }).versions).toEqual([{ ecosystem: "npm", name: "a", release: "", version: "next", versionKey: null }]);
  });
});

describe("GHSA's last_known_affected_version_range", () => {
  const bounded = (text: unknown) => npm({ ranges: [range({ introduced: "1.0.0" })], database_specific: { last_known_affected_version_range: text } });
  it("is an upper bound, included or not", () => {
    expect(affectedAmong(bounded("<= 2.0.0"), all)).toEqual(["1.0.0", "1.5.0", "2.0.0"]);
    expect(affectedAmong(bounded("< 2.0.0"), all)).toEqual(["1.0.0", "1.5.0"]);
    expect(bounded("<= 2.0.0").ranges[0]?.fixed).toBeNull();
  });
  it("that cannot be read, or that nothing lies below, leaves the range open and is noted", () => {
    for (const text of ["<= latest", "~> 2", 7, "< 0.5.0"]) {
      expect(affectedAmong(bounded(text), ["9.0.0"]), String(text)).toEqual(["9.0.0"]);
      expect(bounded(text).skipped).toMatchObject([{ code: "bound_unreadable" }]);
    }
  });
  it("does not touch ranges that have an end", () => {
    const entry = { ranges: [range({ introduced: "0" }, { fixed: "2.5.0" })], database_specific: { last_known_affected_version_range: "<= 1.0.0" } };
    expect(affectedAmong(npm(entry), all)).toEqual(["0.1.0", "1.0.0", "1.5.0", "2.0.0"]);
  });
});

describe("Go", () => {
  const go = (entry: Record<string, unknown>, name = "example.org/m") => read(about("Go", name, entry));
  const custom = (...events: Record<string, string>[]) => ({ ecosystem_specific: { custom_ranges: [range(...events)] } });
  it("versions compare with and without v, pseudo-versions where they belong", () => {
    const advisory = go({ ranges: [range({ introduced: "0" }, { fixed: "1.2.3" })] });
    const pseudo = "v1.2.3-0.20240101000000-abcdefabcdef";
    expect(affectedAmong(advisory, ["v1.2.2", "1.2.2", pseudo, "v1.2.3", "v1.2.4-0.20240101000000-abcdefabcdef"])).toEqual(["v1.2.2", "1.2.2", pseudo]);
  });
  it("stdlib and toolchain are named as Go's database names them", () => {
    const advisory = go({ ranges: [range({ introduced: "1.22.0-0" }, { fixed: "1.22.5" })] }, "stdlib");
    expect(advisory.ranges[0]).toMatchObject({ ecosystem: "golang", name: "stdlib" });
    expect(affectedAmong(advisory, ["go1.22rc1", "go1.22.1", "1.22.4", "go1.22.5"])).toEqual(["go1.22rc1", "go1.22.1", "1.22.4"]);
  });
  it("custom_ranges take the place of a range that says all", () => {
    const advisory = go({ ranges: [range({ introduced: "0" })], ...custom({ introduced: "13.0.0" }, { fixed: "13.4.13" }) });
    expect(affectedAmong(advisory, ["v12.0.0", "v13.1.0", "v13.4.13"])).toEqual(["v13.1.0"]);
  });
  it("a pseudo-version without a release before it stays affected beside custom_ranges", () => {
    const advisory = go({ ranges: [range({ introduced: "0" })], ...custom({ introduced: "13.0.0" }, { fixed: "13.4.13" }) });
    expect(affectedAmong(advisory, ["v0.0.0-20240101000000-abcdefabcdef"])).toHaveLength(1);
  });
  it("custom_ranges beside ranges of the module add to them, but for those without an end", () => {
    const ranges = [range({ introduced: "2.0.0" }, { fixed: "2.5.0" })];
    expect(affectedAmong(go({ ranges, ...custom({ introduced: "1.0.0" }, { fixed: "1.2.0" }) }), ["v1.1.0", "v2.1.0", "v3.0.0"])).toEqual(["v1.1.0", "v2.1.0"]);
    expect(affectedAmong(go({ ranges, ...custom({ introduced: "1.0.0" }) }), ["v2.1.0", "v3.0.0"])).toEqual(["v2.1.0"]);
  });
  it("custom_ranges that cannot be read change nothing and are noted", () => {
    const advisory = go({ ranges: [range({ introduced: "0" })], ecosystem_specific: { custom_ranges: [{ type: "ECOSYSTEM", events: [{}] }] } });
    expect(affectedAmong(advisory, ["v9.0.0"])).toEqual(["v9.0.0"]);
    expect(advisory.skipped).toMatchObject([{ code: "custom_ranges_unreadable" }]);
  });
});

describe("malware", () => {
  const malware = (entry: Record<string, unknown>) => npm(entry, { id: "MAL-2026-1" });
  const wildcard = range({ introduced: "0" });
  it("of all versions hits everything", () => {
    expect(malware({ ranges: [wildcard] }).ranges).toMatchObject([{ lo: Buffer.alloc(0), hi: null }]);
  });
  it("with an explicit list means the list, not the wildcard beside it", () => {
    const advisory = malware({ ranges: [wildcard], versions: ["1.5.0"] });
    expect(affectedAmong(advisory, all)).toEqual(["1.5.0"]);
    expect(advisory.skipped).toMatchObject([{ code: "wildcard_beside_list" }]);
  });
  it("with a list and a range that is not for all means both", () => {
    expect(affectedAmong(malware({ ranges: [range({ introduced: "2.5.0" })], versions: ["1.5.0"] }), all)).toEqual(["1.5.0", "2.5.0", "3.0.0"]);
  });
  it("is not what a vulnerability's list and wildcard mean", () => {
    expect(affectedAmong(npm({ ranges: [wildcard], versions: ["1.5.0"] }), all)).toEqual(all);
  });
});
