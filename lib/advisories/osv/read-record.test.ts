import { describe, expect, it } from "vitest";
import { readOsvRecord } from "./read-record";
import { about, range, read, reading, record } from "./test-records";

const entry = (more: Record<string, unknown>) => record({ affected: [{ package: { ecosystem: "npm", name: "a" }, ...more }] });
const events = (...list: unknown[]) => entry({ ranges: [{ type: "SEMVER", events: list }] });

describe("a record is refused with code, place and sentence", () => {
  it.each([
    ["no object", [], "not_an_object", ""],
    ["no id", { modified: "2026-01-02T03:04:05Z" }, "id_missing", "/id"],
    ["an id that is no text", record({ id: 7 }), "wrong_type", "/id"],
    ["an id without a database", record({ id: "1234" }), "id_unusable", "/id"],
    ["an id with a line break", record({ id: "CVE-1\n2" }), "id_unusable", "/id"],
    ["no modified", { id: "CVE-2026-1" }, "timestamp_missing", "/modified"],
    ["a modified that is a date", record({ modified: "2026-01-02" }), "timestamp_unreadable", "/modified"],
    ["a day that does not exist", record({ modified: "2026-02-29T00:00:00Z" }), "timestamp_unreadable", "/modified"],
    ["a time with an offset", record({ withdrawn: "2026-01-02T03:04:05+01:00" }), "timestamp_unreadable", "/withdrawn"],
    ["affected that is no list", record({ affected: {} }), "wrong_type", "/affected"],
    ["an entry that is no object", record({ affected: ["a"] }), "wrong_type", "/affected/0"],
    ["a package without a name", record({ affected: [{ package: { ecosystem: "npm" } }] }), "package_incomplete", "/affected/0/package/name"],
    ["versions that are numbers", entry({ versions: ["1", 2] }), "wrong_type", "/affected/0/versions/1"],
    ["a range of another kind", entry({ ranges: [{ type: "MAVEN", events: [] }] }), "range_kind", "/affected/0/ranges/0/type"],
    ["an event of no known kind", events({ introduced: "0" }, { patched: "1" }), "event_kind", "/affected/0/ranges/0/events/1"],
    ["an event of two kinds", events({ introduced: "0", fixed: "1" }), "event_kind", "/affected/0/ranges/0/events/0"],
    ["a range that begins nowhere", events({ fixed: "1" }), "not_introduced", "/affected/0/ranges/0/events"],
    ["fixed and last_affected", events({ introduced: "0" }, { fixed: "2" }, { last_affected: "1" }), "fixed_and_last_affected", "/affected/0/ranges/0/events"],
    ["aliases that are objects", record({ aliases: [{}] }), "wrong_type", "/aliases/0"],
    ["a severity without a score", record({ severity: [{ type: "CVSS_V3" }] }), "wrong_type", "/severity/0"],
    ["a summary that is a list", record({ summary: [] }), "wrong_type", "/summary"],
    ["references that are text", record({ references: "https://example.org" }), "wrong_type", "/references"],
  ])("%s", (_, value, code, pointer) => {
    const found = reading(value);
    expect(found).toMatchObject({ kind: "refused", code, pointer });
    if (found.kind === "refused") expect(found.detail).toMatch(/^[A-Za-z_].*\.$/);
  });
  it("bytes that are no JSON, that end too early or hold no UTF-8", () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from("<html>"), Buffer.from('{"id":"CVE-1'), Buffer.from([0xff, 0xfe, 0x00]), Buffer.alloc(64)]) {
      expect(readOsvRecord(bytes)).toMatchObject({ kind: "refused", code: "not_json", key: null });
    }
  });
  it("a record larger than 16 MiB, or one that nests deeper than 100 levels", () => {
    expect(readOsvRecord(Buffer.alloc(16 * 1024 * 1024 + 1, 32))).toMatchObject({ code: "too_large" });
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(readOsvRecord(Buffer.from(`{"id":"CVE-1","modified":"2026-01-02T03:04:05Z","database_specific":{"a":${deep}}}`))).toMatchObject({
      code: "too_deep",
    });
  });
  it("more ranges than can be numbered", () => {
    const ranges = Array.from({ length: 30_001 }, (_, at) => range({ introduced: `${at}.0.0` }, { fixed: `${at}.0.1` }));
    expect(reading(entry({ ranges }))).toMatchObject({ code: "too_many_parts" });
  });
  it("and keeps the id that could be read", () => {
    expect(reading(record({ modified: 1 }))).toMatchObject({ key: "GHSA-test-0000-0001" });
  });
});

describe("an advisory", () => {
  it("has the record's own times, to the microsecond", () => {
    const advisory = read(record({ modified: "2026-01-02T03:04:05.123456789Z", published: "2025-12-31T23:59:60Z", withdrawn: "2026-01-03T00:00:00Z" }));
    expect(advisory).toMatchObject({
      modifiedAt: "2026-01-02T03:04:05.123456Z",
      publishedAt: "2025-12-31T23:59:59.999999Z",
      withdrawnAt: "2026-01-03T00:00:00Z",
    });
  });
  it("of Go's own database, where modified is zero, counts as modified when it was published or withdrawn", () => {
    const zero = { id: "GO-2024-1", modified: "0001-01-01T00:00:00Z", published: "2024-02-03T00:00:00Z" };
    expect(read(zero).modifiedAt).toBe("2024-02-03T00:00:00Z");
    expect(read({ ...zero, withdrawn: "2024-05-06T00:00:00Z" }).modifiedAt).toBe("2024-05-06T00:00:00Z");
    expect(read({ ...zero, published: undefined }).modifiedAt).toBe("0001-01-01T00:00:00Z");
  });
  it("has aliases once each and without its own id, and never what is related or upstream", () => {
    const aliases = ["CVE-2026-1", "GHSA-test-0000-0001", "CVE-2026-1", " CVE-2026-2 "];
    expect(read(record({ aliases, related: ["CVE-2026-3"], upstream: ["CVE-2026-4"] })).aliases).toEqual(["CVE-2026-1", "CVE-2026-2"]);
    const many = Array.from({ length: 1_500 }, (_, at) => `CVE-2026-${at}`);
    expect(read(record({ aliases: [...many, ...many] })).aliases).toHaveLength(1_000);
  });
  it("has text that PostgreSQL can hold: no NUL, no half surrogate pair, whole pairs as they are", () => {
    const json = String.raw`{"id":"CVE-2026-1","modified":"2026-01-02T03:04:05Z","summary":"a\u0000b\ud83d\ude00c\ud83dd\ude00e\\u0000\u0041\udc00\ud83d\ud83d\ude00"}`;
    const found = readOsvRecord(Buffer.from(json));
    expect(found).toMatchObject({ advisory: { summary: String.raw`ab😀cde\u0000A😀` } });
  });
  it("is read with properties of later schemas, ids of new databases and a byte order mark", () => {
    expect(read(record({ id: "NEWDB-1", epss: 1 })).key).toBe("NEWDB-1");
    expect(readOsvRecord(Buffer.from(`\ufeff${JSON.stringify(record())}`)).kind).toBe("advisory");
  });
  it("without affected, or with null, affects nothing", () => {
    for (const affected of [undefined, null, []]) expect(read(record({ affected }))).toMatchObject({ ranges: [], versions: [] });
  });
  it("whose parts have names such as __proto__ harms nothing", () => {
    const json = `{"id":"CVE-2026-1","modified":"2026-01-02T03:04:05Z","__proto__":{"x":1},"affected":[{"package":{"ecosystem":"__proto__","name":"constructor"}}]}`;
    expect(readOsvRecord(Buffer.from(json))).toMatchObject({ kind: "advisory", advisory: { skipped: [{ code: "ecosystem_unknown" }] } });
  });
});

describe("the kind", () => {
  const kindOf = (more: Record<string, unknown>, own: Record<string, unknown> = {}) =>
    read(about("crates.io", "a", { versions: ["1.0.0"], database_specific: own }, more)).kind;
  it("is malware for OpenSSF's and Leitwacht's ids, origins, aliases of MAL, and CWEs that mean nothing else", () => {
    expect(kindOf({ id: "MAL-2026-1" })).toBe("malware");
    expect(kindOf({ id: "LWA-2026-1" })).toBe("malware");
    expect(kindOf({ aliases: ["MAL-2026-1"] })).toBe("malware");
    expect(kindOf({ database_specific: { "malicious-packages-origins": [] } })).toBe("malware");
    expect(kindOf({ database_specific: { cwe_ids: ["CWE-506"] } })).toBe("malware");
    expect(kindOf({}, { cwes: [{ cweId: "CWE-506" }] })).toBe("malware");
    expect(kindOf({}, { categories: ["malicious"] })).toBe("malware");
  });
  it("is a vulnerability where malicious code is one weakness among others", () => {
    expect(kindOf({ database_specific: { cwe_ids: ["CWE-506", "CWE-79"] } })).toBe("vulnerability");
  });
  it("is what RustSec's informational says", () => {
    for (const word of ["unmaintained", "unsound", "notice"]) expect(kindOf({}, { informational: word })).toBe(word);
    expect(kindOf({}, { informational: null })).toBe("vulnerability");
    expect(kindOf({}, { informational: "constructor" })).toBe("vulnerability");
  });
});

describe("severities", () => {
  const of = (...severity: { type: string; score: string }[]) => read(record({ severity })).severities.map(({ type, score, word }) => [type, score, word]);
  it("of CVSS 2, 3 and 4 have score and word by their own bands", () => {
    expect(of({ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" })).toEqual([["CVSS_V3", 9.8, "critical"]]);
    expect(of({ type: "CVSS_V4", score: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N" })).toEqual([["CVSS_V4", 9.3, "critical"]]);
    expect(of({ type: "CVSS_V2", score: "AV:N/AC:L/Au:N/C:C/I:C/A:C" })).toEqual([["CVSS_V2", 10, "high"]]);
    expect(of({ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N" })).toEqual([["CVSS_V3", 0, "none"]]);
  });
  it("keep a vector that gives no score, and note it", () => {
    for (const score of ["9.8", "CVSS:3.1/AV:N/AC:L", "CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "AV:N/AC:L/Au:N/C:C/I:C/A:C"]) {
      const advisory = read(record({ severity: [{ type: "CVSS_V3", score }] }));
      expect(advisory.severities).toEqual([{ source: "GHSA-test-0000-0001", type: "CVSS_V3", vector: score, score: null, word: "unscored" }]);
      expect(advisory.skipped).toMatchObject([{ code: "vector_unreadable" }]);
    }
  });
  it("come from above, from packages, and as words, once each", () => {
    const vector = { type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" };
    const advisory = read({
      ...entry({ severity: [vector], ecosystem_specific: { severity: "HIGH" } }),
      severity: [vector, { type: "Ubuntu", score: "negligible" }],
      database_specific: { severity: "MODERATE" },
    });
    expect(advisory.severities.map(({ type, word }) => `${type} ${word}`)).toEqual(["CVSS_V3 critical", "word low", "word high", "word medium"]);
  });
});
