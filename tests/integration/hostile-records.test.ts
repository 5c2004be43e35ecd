import { describe, expect, it } from "vitest";
import { recordOf, withMirror } from "./setup/mirror-system";

const system = withMirror();
const package_ = { ecosystem: "npm", name: "x" };
const ranges = [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.2.3" }] }];

/** Puts JSON text under a file name into npm's folder, and whole records beside it. */
function put(texts: Record<string, string>): void {
  system.bucket.put("npm", recordOf("GHSA-before"));
  for (const [name, text] of Object.entries(texts)) system.bucket.putBytes("npm", name, "2026-03-01T10:00:00Z", Buffer.from(text));
  system.bucket.put("npm", recordOf("GHSA-after"));
}

const text = (id: string, more: object = {}) => JSON.stringify(recordOf(id, "2026-03-01T10:00:00Z", { affected: [{ package: package_, ranges }], ...more }));

describe("records that no one sane would write", () => {
  it("are stored as far as PostgreSQL can hold them, and never stop the sync", async () => {
    const chinese = Array.from({ length: 900 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join("");
    put({
      "OSV-nul": text("OSV-nul", { summary: "a\u0000b", details: "\u0000", aliases: ["CVE-\u00001"], database_specific: { "\u0000": "\u0000" } }),
      "OSV-half": text("OSV-half", {
        summary: "\ud83d",
        aliases: ["CVE-\ud83d"],
        affected: [{ package: package_, ranges, versions: ["1.0\ud800", "\udfff"] }],
      }),
      "OSV-bom": `\ufeff${text("OSV-bom")}`,
      "OSV-year1": text("OSV-year1", { modified: "0001-01-01T00:00:00Z", published: "0001-01-01T00:00:00.000001Z" }),
      "OSV-year9999": text("OSV-year9999", { modified: "9999-12-31T23:59:59.999999Z", withdrawn: "9999-12-31T23:59:60Z" }),
      "OSV-huge": text("OSV-huge", { details: "x".repeat(15 * 1_048_576) }),
      "OSV-name": text("OSV-name", { affected: [{ package: { ecosystem: "npm", name: chinese }, ranges }] }),
      "OSV-version": text("OSV-version", { affected: [{ package: package_, versions: [chinese, "", " ", "1".repeat(499), "0x7fffffffffffffff"] }] }),
      "OSV-alias": text("OSV-alias", { aliases: [chinese.slice(0, 250), "\u0390".repeat(200), "ﬃ".repeat(200), "", " ", "<script>alert(1)</script>"] }),
      "OSV-numbers": text("OSV-numbers").replace(/}$/, ',"database_specific":{"a":1e999,"b":-1e-999,"c":123456789012345678901234567890}}'),
      "OSV-score": text("OSV-score", {
        severity: [
          { type: "CVSS_V3", score: "CVSS:3.1/\u0000" },
          { type: "CVSS_V4", score: "9".repeat(100_000) },
        ],
      }),
    });
    await system.sync();
    expect(await system.feed()).toMatchObject({ problem: null, counts: { read: 13, added: 13, quarantined: 0 } });
    const { rows } = await system.pool.query("select summary, aliases from advisory where key = 'OSV-nul'");
    expect(rows).toEqual([{ summary: "ab", aliases: ["CVE-1"] }]);
    // A record from the future does not hide the others' changes.
    expect((await system.feed()).synced_to?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it("are kept with their reason where they are no records, also under names that no file should have", async () => {
    put({
      "OSV-latin1": '{"id":"OSV-latin1","modified":"',
      "OSV-list": "[]",
      "OSV-text": '"OSV-text"',
      "OSV-null": "null",
      "OSV-empty": "",
      "OSV-deep": `{"id":"OSV-deep","modified":"2026-03-01T10:00:00Z","x":${"[".repeat(2_000_000)}${"]".repeat(2_000_000)}}`,
      "OSV-no-id": JSON.stringify({ modified: "2026-03-01T10:00:00Z" }),
      "OSV-odd-id": JSON.stringify({ id: "7\u0000\ud800", modified: "2026-03-01T10:00:00Z" }),
      "OSV-events": text("OSV-events", { affected: [{ package: package_, ranges: [{ type: "SEMVER", events: [{ limit: "1" }] }] }] }),
      "OSV-many": text("OSV-many", { affected: [{ package: package_, versions: Array.from({ length: 500_001 }, (_, i) => `${i}.0.0`) }] }),
      "\u0000": "{",
      'OSV-"quoted"': "{",
    });
    await system.sync();
    expect(await system.keys()).toEqual(["GHSA-after", "GHSA-before"]);
    const kept = await system.quarantine();
    expect((await system.feed()).counts).toMatchObject({ added: 2, quarantined: kept.length });
    expect(new Set(kept.map(({ code }) => code))).toEqual(
      new Set(["not_json", "not_an_object", "too_deep", "id_missing", "id_unusable", "not_introduced", "too_many_parts"]),
    );
    expect(kept).toHaveLength(12);
  });

  it("that stand in a folder twice count once, by when they were modified, whatever the case of their ids", async () => {
    system.bucket.putBytes("npm", "first", "2026-03-01T10:00:00Z", Buffer.from(text("OSV-1", { modified: "2026-03-02T00:00:00Z", summary: "later" })));
    system.bucket.putBytes("npm", "second", "2026-03-01T10:00:00Z", Buffer.from(text("OSV-1", { summary: "earlier" })));
    system.bucket.putBytes("npm", "third", "2026-03-01T10:00:00Z", Buffer.from(text("osv-1", { summary: "another case" })));
    await system.sync();
    const { rows } = await system.pool.query(
      "select a.key, a.summary, v.ids from advisory a join vulnerability v on v.id = a.vulnerability_id order by a.key desc",
    );
    expect(rows).toEqual([
      { key: "osv-1", summary: "another case", ids: ["OSV-1"] },
      { key: "OSV-1", summary: "later", ids: ["OSV-1"] },
    ]);
  });

  it("that were modified in the future are replaced by what their source says next", async () => {
    system.bucket.put("npm", recordOf("OSV-1", "9999-01-01T00:00:00Z", { summary: "a slip" }));
    const mirror = system.open();
    await system.sync(mirror);
    system.bucket.put("npm", recordOf("OSV-1", "2026-03-01T10:00:00Z", { summary: "mended" }));
    await system.pool.query("update advisory_feed set synced_to = '2026-03-01T10:30:00Z'");
    await system.sync(mirror);
    expect((await system.pool.query("select summary from advisory")).rows).toEqual([{ summary: "mended" }]);
  });
});

it("an ecosystem whose name has blanks, and ids with colons, are fetched whole and one by one", async () => {
  const mirror = system.open({ ecosystems: ["Red Hat", "GitHub Actions"] });
  const redHat = (id: string, modified: string) =>
    recordOf(id, modified, {
      affected: [
        {
          package: { ecosystem: "Red Hat:enterprise_linux:9::baseos", name: "bash" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "0:5.1" }] }],
        },
      ],
    });
  system.bucket.put("Red Hat", redHat("RHSA-2026:0001", "2026-03-01T10:00:00Z"));
  system.bucket.put("GitHub Actions", recordOf("GHSA-1"));
  await system.sync(mirror);
  system.bucket.put("Red Hat", redHat("RHSA-2026:0002", "2026-03-01T11:00:00Z"));
  await system.sync(mirror);
  expect(await system.keys()).toEqual(["GHSA-1", "RHSA-2026:0001", "RHSA-2026:0002"]);
  expect(system.bucket.requests).toContain("Red Hat/RHSA-2026:0002.json");
  expect(
    (await system.pool.query("select distinct p.name, r.release from affected_range r join package p on p.id = r.package_id where p.ecosystem = 'rpm'")).rows,
  ).toEqual([{ name: "redhat/bash", release: "redhat-9" }]);
});
