import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverageOf } from "./coverage";
import type { Interval } from "./intervals";
import { readOsvRecord } from "./read-record";
import { about, range, read, reading, record } from "./test-records";
import { compareKeys } from "./version-keys";

const many = 40_000;
const all = { ranges: [range({ introduced: "0" })] };

describe("a hostile record is read in time that grows with its length alone", () => {
  it.each([
    ["Red Hat", `Red Hat:${":".repeat(many)}`],
    ["SUSE", `SUSE:Linux Enterprise ${"11 ".repeat(many)}\n`],
    ["openSUSE", `openSUSE:${"leap 1".repeat(many)}`],
    ["Debian", `Debian:${"1.".repeat(many)}`],
    ["no ecosystem at all", "x".repeat(many)],
  ])("with a release of %s that is far too long", { timeout: 5_000 }, (_, ecosystem) => {
    for (let i = 0; i < 20; i++) expect(read(about(ecosystem, "x", all)).skipped).toMatchObject([{ code: "ecosystem_unknown" }]);
  });

  it.each(["npm", "PyPI", "Maven", "Go", "Packagist", "SwiftURL", "GitHub Actions", "VSCode", "Debian:12"])(
    "with a name of %s that is far too long",
    {
      timeout: 5_000,
    },
    (ecosystem) => {
      for (const filler of ["/", "-", ".", "!", "a/", " ", "%"]) {
        expect(read(about(ecosystem, `x${filler.repeat(many)}y`, all)).skipped).toMatchObject([{ code: "name_unusable" }]);
      }
    },
  );

  it("with thousands of ranges and of listed versions", { timeout: 30_000 }, () => {
    const events = Array.from({ length: 25_000 }, (_, i): Record<string, string>[] => [{ introduced: `${i}.1.0` }, { fixed: `${i}.1.1` }]).flat();
    const inside = Array.from({ length: 25_000 }, (_, i) => `${i}.1.0`);
    const advisory = read(about("npm", "x", { ranges: [range(...events)], versions: [...inside, "7.2.0"] }));
    expect(advisory.ranges).toHaveLength(25_000);
    expect(advisory.versions).toMatchObject([{ version: "7.2.0" }]);
  });

  it("that nests millions of levels deep is refused before it is parsed", { timeout: 10_000 }, () => {
    const deep = (levels: number) => Buffer.from(`{"id":"CVE-1","modified":"2026-01-02T03:04:05Z","x\\"[":${"[".repeat(levels)}${"]".repeat(levels)}}`);
    expect(readOsvRecord(deep(7_000_000))).toMatchObject({ kind: "refused", code: "too_deep" });
    // Brackets in texts are no levels.
    const quoted = record({ details: '\\"[{'.repeat(400_000) });
    expect(reading(quoted)).toMatchObject({ kind: "advisory" });
  });
});

describe("odd records are read as far as they say something", () => {
  it.each([
    ["affected without a package", record({ affected: [{ ranges: [range({ introduced: "0" })] }] }), "no_package"],
    ["a package of an ecosystem that nobody knows", about("Tape Archive", "x", all), "ecosystem_unknown"],
    ["a suffix that is no release", about("SUSE:soon", "x", all), "release_unknown"],
    ["an empty ecosystem", about("", "x", all), "ecosystem_unknown"],
    ["an empty name", about("npm", " ", all), "name_unusable"],
    ["neither ranges nor versions", about("npm", "x", {}), "no_versions"],
    ["empty ranges and versions", about("npm", "x", { ranges: [], versions: [] }), "no_versions"],
    ["a name that no index could hold", about("npm", "\u4e00".repeat(500), all), "name_unusable"],
  ])("%s", (_, value, code) => expect(read(value).skipped).toMatchObject([{ code }]));

  it.each([
    ["a range without events", about("npm", "x", { ranges: [{ type: "SEMVER", events: [] }] }), "not_introduced"],
    ["a limit alone", about("npm", "x", { ranges: [range({ limit: "2.0.0" })] }), "not_introduced"],
    ["an event without anything", about("npm", "x", { ranges: [range({ introduced: "0" }, {})] }), "event_kind"],
    ["an event that is null", about("npm", "x", { ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, null] }] }), "event_kind"],
    ["a fix that is a number", about("npm", "x", { ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: 2 }] }] }), "event_kind"],
    ["a package that is null", record({ affected: [{ package: null }] }), "wrong_type"],
    ["withdrawn that is null", record({ withdrawn: null }), "wrong_type"],
    ["a modified that is a number", record({ modified: 1_767_000_000 }), "wrong_type"],
    ["a year that no calendar has", record({ modified: "99999-01-01T00:00:00Z" }), "timestamp_unreadable"],
    ["a schema version that is a number", record({ schema_version: 2 }), "wrong_type"],
  ])("but for %s", (_, value, code) => expect(reading(value)).toMatchObject({ kind: "refused", code }));

  it("of schema 1.0 and of 2.0, withdrawn before it was published, and from the future", () => {
    for (const schema_version of ["1.0.0", "2.0.0", ""]) {
      const odd = { schema_version, modified: "9999-12-31T23:59:59Z", published: "2026-01-02T00:00:00Z", withdrawn: "2026-01-01T00:00:00Z" };
      expect(read(about("npm", "x", all, odd))).toMatchObject({ modifiedAt: odd.modified, withdrawnAt: odd.withdrawn, ranges: [{ name: "x" }] });
    }
  });
});

it("what intervals cover together is what one of them contains", () => {
  const point = fc.uint8Array({ maxLength: 2 }).map((bytes) => Buffer.from(bytes));
  const interval = fc.record<Interval>({ lo: point, hi: fc.option(point), hiInclusive: fc.boolean(), fixed: fc.constant(null) });
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 8 }), fc.array(point, { minLength: 1, maxLength: 8 }), (unsorted, keys) => {
      // As the reader makes them: not empty, in the order of their beginnings.
      const holds = ({ lo, hi, hiInclusive }: Interval, key: Buffer) =>
        compareKeys(key, lo) >= 0 && (hi === null || compareKeys(key, hi) < (hiInclusive ? 1 : 0));
      const intervals = unsorted.filter(({ lo, hi }) => hi === null || compareKeys(lo, hi) < 0).sort((a, b) => compareKeys(a.lo, b.lo));
      const isCovered = coverageOf(intervals);
      for (const key of keys) expect(isCovered(key)).toBe(intervals.some((each) => holds(each, key)));
    }),
  );
});
