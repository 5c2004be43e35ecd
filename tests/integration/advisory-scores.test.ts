import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { withMirror } from "./setup/mirror-system";

const system = withMirror();
const kevUrl = () => `${system.bucket.url}/kev.json`;
const epssUrl = () => `${system.bucket.url}/epss.csv.gz`;
const sync = () => system.sync(system.open({ osvUrl: null, kevUrl: kevUrl(), epssUrl: epssUrl() }));

const entry = (cveID: string, dateAdded = "2026-02-01", more: Record<string, unknown> = {}) => ({
  cveID,
  vendorProject: "Vendor",
  product: "Product",
  vulnerabilityName: "A fault",
  dateAdded,
  shortDescription: "It is exploited.",
  requiredAction: "Update.",
  dueDate: "2026-02-22",
  knownRansomwareCampaignUse: "Unknown",
  ...more,
});
const putKev = (entries: unknown[], count = entries.length) =>
  system.bucket.files.set(
    "kev.json",
    Buffer.from(JSON.stringify({ title: "t", catalogVersion: "1", dateReleased: "2026-02-01T00:00:00Z", count, vulnerabilities: entries })),
  );
const epssText = (lines: string[]) =>
  `#model_version:v2026.01.01,score_date:2026-02-01T00:00:00+0000\ncve,epss,percentile\n${lines.map((line) => `${line}\n`).join("")}`;
const putEpss = (...lines: string[]) => system.bucket.files.set("epss.csv.gz", gzipSync(epssText(lines)));
const rows = async (query: string) => (await system.pool.query(query)).rows;
const scored = () => rows("select cve, round(score::numeric, 4)::float8 as score from epss_score order by cve");
const listed = async () => (await rows("select cve from kev_entry order by cve")).map(({ cve }) => cve);

/** A vulnerability with these names. */
async function vulnerability(id: number, ...names: string[]): Promise<void> {
  await system.pool.query(
    "insert into vulnerability (id, display_id, kind, severity, severity_rank, modified_at, created_at) values ($1, $2, 'vulnerability', 'high', 4, now(), now())",
    [id, names[0]],
  );
  await system.pool.query("insert into vulnerability_alias (name, vulnerability_id) select name, $1 from unnest($2::text[]) as n(name)", [id, names]);
}

beforeEach(() => {
  putKev([entry("CVE-2026-0001"), entry("CVE-2026-0002", "2026-01-15", { knownRansomwareCampaignUse: "Known", notes: "See the vendor." })]);
  putEpss("CVE-2026-0001,0.00123,0.4", "CVE-2026-0002,0.97,0.999", "CVE-2026-0003,1.2e-05,0.01");
});

describe("KEV and EPSS", () => {
  it("are taken in with what they say", async () => {
    await sync();
    expect(await rows("select cve, added_on::text, due_on::text, ransomware, notes from kev_entry order by cve")).toEqual([
      { cve: "CVE-2026-0001", added_on: "2026-02-01", due_on: "2026-02-22", ransomware: false, notes: null },
      { cve: "CVE-2026-0002", added_on: "2026-01-15", due_on: "2026-02-22", ransomware: true, notes: "See the vendor." },
    ]);
    expect(await scored()).toEqual([
      { cve: "CVE-2026-0001", score: 0.0012 },
      { cve: "CVE-2026-0002", score: 0.97 },
      { cve: "CVE-2026-0003", score: 0 },
    ]);
    expect((await system.feed("", "epss")).counts).toMatchObject({ read: 3, added: 3, quarantined: 0 });
  });

  it("reach the vulnerabilities of any of their names: the highest score, the earliest day; and leave them again", async () => {
    await vulnerability(1, "GHSA-AAAA", "CVE-2026-0001", "CVE-2026-0002");
    await vulnerability(2, "GHSA-BBBB");
    await sync();
    const shown = () => rows("select id, epss, epss_percentile as percentile, kev_added_on::text as day from vulnerability order by id");
    expect(await shown()).toEqual([
      { id: 1, epss: 0.97, percentile: 0.999, day: "2026-01-15" },
      { id: 2, epss: null, percentile: null, day: null },
    ]);
    putKev([entry("CVE-2026-0009")]);
    putEpss("CVE-2026-0009,0.5,0.5", "CVE-2026-0008,0.5,0.5");
    await sync();
    expect((await shown())[0]).toEqual({ id: 1, epss: null, percentile: null, day: null });
  });

  it("do not write vulnerabilities, entries and scores that stay the same", async () => {
    await vulnerability(1, "CVE-2026-0001");
    await vulnerability(2, "CVE-2026-0002");
    await sync();
    const places = () =>
      rows(
        "select id::text, ctid::text from vulnerability union all select 'epss ' || cve, ctid::text from epss_score union all select 'kev ' || cve, ctid::text from kev_entry order by 1, 2",
      );
    const before = await places();
    putEpss("CVE-2026-0001,0.2,0.4", "CVE-2026-0002,0.97,0.999", "CVE-2026-0003,1.2e-05,0.01");
    putKev([
      entry("CVE-2026-0001"),
      entry("CVE-2026-0002", "2026-01-15", { knownRansomwareCampaignUse: "Known", notes: "See the vendor." }),
      entry("CVE-2026-0007"),
    ]);
    await sync();
    expect((await system.feed("", "epss")).counts).toMatchObject({ added: 0, changed: 1, unchanged: 2 });
    expect((await system.feed("", "kev")).counts).toMatchObject({ added: 1, changed: 0, unchanged: 2 });
    const after = new Set((await places()).map((row) => JSON.stringify(row)));
    expect(before.filter((row) => !after.has(JSON.stringify(row))).map(({ id }) => id)).toEqual(["1", "epss CVE-2026-0001"]);
  });

  it("are not read again while they are the same", async () => {
    await sync();
    await sync();
    expect((await system.feed("", "kev")).counts).toMatchObject({ read: 0 });
    expect(await listed()).toHaveLength(2);
  });

  it("keep bad rows apart, with the reason", async () => {
    putKev([entry("CVE-2026-0001"), entry("CVE-2026-0002", "yesterday"), "nothing"]);
    putEpss("CVE-2026-0001,0.1,0.2", "CVE-2026-0002,1.1,0.2", "what,is,this", "CVE-2026-0003,0.1,0.2", "CVE-2026-0004,0.1,0.2");
    await sync();
    expect(await listed()).toEqual(["CVE-2026-0001"]);
    expect((await scored()).map(({ cve }) => cve)).toEqual(["CVE-2026-0001", "CVE-2026-0003", "CVE-2026-0004"]);
    expect((await system.quarantine()).map(({ key, code, pointer }) => [key, code, pointer])).toEqual([
      ["CVE-2026-0002", "entry_invalid", "/vulnerabilities/1/dateAdded"],
      ["entry 2", "entry_invalid", "/vulnerabilities/2"],
      ["line 4", "row_invalid", null],
      ["line 5", "row_invalid", null],
    ]);
    expect((await system.feed("", "epss")).counts).toMatchObject({ read: 5, quarantined: 2 });
  });

  it.each<[string, string, () => void]>([
    ["says that it has more", "source_incomplete", () => putKev([entry("CVE-2026-0001")], 2)],
    ["is empty", "source_empty", () => putKev([])],
    ["was cut off", "source_damaged", () => system.bucket.files.set("kev.json", (system.bucket.files.get("kev.json") ?? Buffer.alloc(0)).subarray(0, 300))],
    ["is a page", "source_damaged", () => system.bucket.files.set("kev.json", Buffer.from("<html></html>"))],
    ["is gone", "source_missing", () => system.bucket.files.delete("kev.json")],
  ])("replace nothing when the catalogue %s", async (_, code, spoil) => {
    await sync();
    spoil();
    await sync();
    expect((await system.feed("", "kev")).problem).toMatchObject({ code });
    expect(await listed()).toEqual(["CVE-2026-0001", "CVE-2026-0002"]);
  });

  it.each<[string, string, () => void]>([
    ["are none", "source_empty", () => putEpss()],
    ["are less than half of before", "source_shrunk", () => putEpss("CVE-2026-0001,0.1,0.2")],
    ["were cut off packed", "source_damaged", () => system.bucket.files.set("epss.csv.gz", gzipSync(epssText(["CVE-2026-0001,0.1,0.2"])).subarray(0, -9))],
    ["were cut off unpacked", "source_incomplete", () => system.bucket.files.set("epss.csv.gz", Buffer.from(epssText(["CVE-2026-0001,0.1,0.2"]).slice(0, -5)))],
    ["are something else", "source_damaged", () => system.bucket.files.set("epss.csv.gz", Buffer.from("a,b\n1,2\n"))],
  ])("replace nothing when the scores %s", async (_, code, spoil) => {
    await sync();
    spoil();
    await sync();
    expect((await system.feed("", "epss")).problem).toMatchObject({ code });
    expect(await scored()).toHaveLength(3);
  });
});
