import { beforeEach, describe, expect, it } from "vitest";
import { moveAlerts } from "@/lib/advisories/groups/queries/alerts";
import { inTransaction } from "@/lib/db/transaction";
import { minute, withAdvisoryStore } from "./setup/advisory-store";

const store = withAdvisoryStore();
beforeEach(store.empty);

const held = ["left@1.0.0"];
const vulnerabilities = () => store.rows<Record<string, unknown>>("select * from vulnerability order by id");
const alerts = () =>
  store.rows<{ group: string; raised: Date; retracted: Date | null; reason: string | null }>(
    `select v.display_id as "group", raised_at as raised, retracted_at as retracted, retract_reason as reason
     from alert a join vulnerability v on v.id = a.vulnerability_id order by raised_at, 1`,
  );

describe("aliases", () => {
  it("join records in any case, also by an id that has no record of its own", async () => {
    await store.apply([
      { key: "GHSA-a", aliases: ["CVE-2026-1"] },
      { key: "PYSEC-1", aliases: ["cve-2026-1"] },
      { key: "GO-9", aliases: ["ghsa-A"] },
      { key: "GHSA-b", aliases: [] },
    ]);
    expect(await store.groups()).toEqual(["GHSA-a GO-9 PYSEC-1", "GHSA-b"]);
    expect((await vulnerabilities()).map(({ ids }) => ids)).toEqual([["CVE-2026-1", "GHSA-a", "GO-9", "PYSEC-1"], ["GHSA-b"]]);
    expect(await store.rows("select name, vulnerability_id as id from vulnerability_alias order by name")).toEqual([
      { name: "CVE-2026-1", id: 1 },
      { name: "GHSA-A", id: 1 },
      { name: "GHSA-B", id: 2 },
      { name: "GO-9", id: 1 },
      { name: "PYSEC-1", id: 1 },
    ]);
  });

  it("are found by records that come later, which join the group there is", async () => {
    await store.apply([{ key: "GHSA-a", aliases: ["CVE-2026-1"] }]);
    await store.apply([{ key: "PYSEC-1", aliases: ["CVE-2026-1"] }]);
    expect((await vulnerabilities()).map(({ id, ids }) => ({ id, ids }))).toEqual([{ id: 1, ids: ["CVE-2026-1", "GHSA-a", "PYSEC-1"] }]);
  });

  it("that are too long to be an id are kept with the record and name nothing", async () => {
    await store.apply([{ key: "A", aliases: ["x".repeat(5_000)] }]);
    expect((await vulnerabilities())[0]).toMatchObject({ ids: ["A"] });
  });
});

describe("groups that merge", () => {
  it("become the one with the lowest id, and the open findings of a pair one that is open since the earlier", async () => {
    await store.ship("shop", held);
    await store.apply([{ key: "GHSA-b", affects: held }], { at: minute(1) });
    await store.apply([{ key: "PYSEC-1", affects: held }], { at: minute(2) });
    expect(await store.findings()).toEqual(["shop left@1.0.0 GHSA-b 1 open", "shop left@1.0.0 PYSEC-1 2 open"]);
    await store.apply([{ key: "CVE-2026-1", aliases: ["PYSEC-1", "GHSA-b"] }], { at: minute(3) });
    expect((await vulnerabilities()).map(({ id, display_id }) => ({ id, display_id }))).toEqual([{ id: 1, display_id: "CVE-2026-1" }]);
    expect(await store.findings()).toEqual(["shop left@1.0.0 CVE-2026-1 1 open"]);
    expect(await store.rows("select advisory_ids from finding")).toEqual([{ advisory_ids: [1, 2] }]);
    expect(
      await store.rows(
        "select distinct vulnerability_id as id from match union select vulnerability_id from advisory union select vulnerability_id from vulnerability_alias",
      ),
    ).toEqual([{ id: 1 }]);
  });

  it("keep closed findings beside the open one", async () => {
    await store.ship("shop", held);
    await store.apply([{ key: "A", affects: held }], { at: minute(1) });
    await store.apply([{ key: "A", affects: [], says: "corrected" }], { at: minute(2) });
    await store.apply([{ key: "B", affects: held }], { at: minute(4) });
    await store.apply([{ key: "C", aliases: ["A", "B"] }], { at: minute(5) });
    expect(await store.findings()).toEqual(["shop left@1.0.0 A 1 2 corrected", "shop left@1.0.0 A 4 open"]);
  });

  it("make one of two findings that began at the same moment, the longer", async () => {
    await store.ship("shop", held);
    await store.apply(
      [
        { key: "A", affects: held },
        { key: "B", affects: held },
      ],
      { at: minute(1) },
    );
    await store.apply([{ key: "B", affects: [], says: "corrected" }], { at: minute(2) });
    await store.apply([{ key: "C", aliases: ["A", "B"] }], { at: minute(5) });
    expect(await store.findings()).toEqual(["shop left@1.0.0 A 1 open"]);
    expect(await store.rows("select advisory_ids from finding")).toEqual([{ advisory_ids: [1, 2] }]);
  });

  it("keep the alert that stands for longest; the other ends as merged, with an event and an audit row", async () => {
    await store.ship("shop", held);
    await store.apply([{ key: "MAL-2", affects: held }], { at: minute(1) });
    await store.apply([{ key: "MAL-1", affects: held }], { at: minute(2) });
    await store.apply([{ key: "GHSA-x", aliases: ["MAL-1", "MAL-2"] }], { at: minute(3) });
    expect(await alerts()).toEqual([
      { group: "MAL-1", raised: minute(1), retracted: null, reason: null },
      { group: "MAL-1", raised: minute(2), retracted: minute(3), reason: "merged" },
    ]);
    expect(await store.rows("select payload->>'displayId' as id from outbox_event where payload->>'reason' = 'merged'")).toEqual([{ id: "MAL-1" }]);
    expect(await store.rows("select detail from audit_event where action = 'alert.retracted'")).toEqual([{ detail: { displayId: "MAL-1", reason: "merged" } }]);
  });
});

describe("a group that falls apart", () => {
  const bridge = { key: "CVE-2026-1", aliases: ["GHSA-a", "PYSEC-1"] };

  it("leaves its row to the part that keeps the display id, and a finding goes where its advisories go", async () => {
    await store.ship("shop", ["left@1.0.0", "right@1.0.0", "both@1.0.0"]);
    await store.apply([bridge, { key: "GHSA-a", affects: ["left@1.0.0", "both@1.0.0"] }, { key: "PYSEC-1", affects: ["right@1.0.0", "both@1.0.0"] }], {
      at: minute(1),
    });
    expect(await store.groups()).toEqual(["CVE-2026-1 GHSA-a PYSEC-1"]);
    await store.apply([{ ...bridge, aliases: ["GHSA-a"] }], { at: minute(3) });
    expect((await vulnerabilities()).map(({ id, ids }) => ({ id, ids }))).toEqual([
      { id: 1, ids: ["CVE-2026-1", "GHSA-a"] },
      { id: 2, ids: ["PYSEC-1"] },
    ]);
    expect(await store.findings()).toEqual([
      "shop both@1.0.0 CVE-2026-1 1 open",
      "shop both@1.0.0 PYSEC-1 1 open",
      "shop left@1.0.0 CVE-2026-1 1 open",
      "shop right@1.0.0 PYSEC-1 1 open",
    ]);
    expect(await store.rows("select name from vulnerability_alias where vulnerability_id = 2")).toEqual([{ name: "PYSEC-1" }]);
  });

  it("keeps the row with its first advisory when the display id is gone", async () => {
    await store.apply([
      { key: "B", aliases: ["CVE-2026-1"] },
      { key: "A", aliases: ["CVE-2026-1"] },
    ]);
    await store.apply([
      { key: "B", aliases: [] },
      { key: "A", aliases: [] },
    ]);
    expect((await vulnerabilities()).map(({ id, display_id }) => ({ id, display_id }))).toEqual([
      { id: 1, display_id: "B" },
      { id: 2, display_id: "A" },
    ]);
    expect(await store.rows("select name from vulnerability_alias order by 1")).toEqual([{ name: "A" }, { name: "B" }]);
  });

  it("a finding that one advisory opened and another keeps open goes on with the other, and ends with the first", async () => {
    await store.ship("shop", held);
    await store.apply([bridge, { key: "GHSA-a", affects: held }], { at: minute(1) });
    await store.apply([{ key: "PYSEC-1", affects: held }], { at: minute(2) });
    await store.apply([{ key: "GHSA-a", affects: [], says: "corrected" }], { at: minute(3) });
    expect(await store.findings()).toEqual(["shop left@1.0.0 CVE-2026-1 1 open"]);
    await store.apply([{ ...bridge, aliases: ["GHSA-a"] }], { at: minute(4) });
    expect(await store.findings()).toEqual(["shop left@1.0.0 CVE-2026-1 1 4 corrected", "shop left@1.0.0 PYSEC-1 1 open"]);
  });

  it("gives its alert to the part that has the id under which it was raised", async () => {
    await store.ship("shop", held);
    await store.apply(
      [
        { key: "CVE-2026-1", aliases: ["MAL-1"] },
        { key: "MAL-1", affects: held },
      ],
      { at: minute(1) },
    );
    await store.apply([{ key: "CVE-2026-1", aliases: [] }], { at: minute(2) });
    expect(await store.groups()).toEqual(["CVE-2026-1", "MAL-1"]);
    expect(await alerts()).toEqual([{ group: "MAL-1", raised: minute(1), retracted: null, reason: null }]);
  });

  it("and one whose other part is malware of its own gets an alert of its own", async () => {
    await store.ship("shop", held);
    await store.apply(
      [
        { key: "X", aliases: ["MAL-1", "MAL-2"] },
        { key: "MAL-1", affects: held },
        { key: "MAL-2", affects: held },
      ],
      { at: minute(1) },
    );
    expect(await alerts()).toHaveLength(1);
    await store.apply([{ key: "X", aliases: [] }], { at: minute(2) });
    expect((await alerts()).map(({ group, retracted }) => ({ group, retracted }))).toEqual([
      { group: "MAL-1", retracted: null },
      { group: "MAL-2", retracted: null },
    ]);
  });
});

it("alerts can change places between groups that each have one standing", async () => {
  const ids = ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"];
  for (const [i, id] of ids.entries()) {
    await store
      .pool()
      .query("insert into alert (id, kind, vulnerability_id, raised_at, reason, detail) values ($1, 'malware', $2, $3, 'advisory', '{}')", [
        id,
        i + 1,
        minute(i),
      ]);
  }
  await inTransaction((client) => moveAlerts(client, ids, [2, 1]), store.pool());
  expect(await store.rows("select vulnerability_id as id from alert order by raised_at")).toEqual([{ id: 2 }, { id: 1 }]);
});

describe("a vulnerability", () => {
  it("shows what EPSS and KEV say of its CVEs: the highest score, the earliest day", async () => {
    await store.pool().query("insert into epss_score values ('CVE-2026-1', 0.5, 0.9), ('CVE-2026-2', 0.25, 0.7)");
    await store
      .pool()
      .query(
        `insert into kev_entry select cve, day::date, null, false, 'n', 'v', 'p', 'a', null from (values ('CVE-2026-1', '2026-03-04'), ('CVE-2026-2', '2026-02-03')) k(cve, day)`,
      );
    await store.apply([{ key: "GHSA-a", aliases: ["CVE-2026-1", "cve-2026-2"] }]);
    expect(await store.rows("select epss, epss_percentile as percentile, kev_added_on::text as day from vulnerability")).toEqual([
      { epss: 0.5, percentile: 0.9, day: "2026-02-03" },
    ]);
  });

  it("keeps when it was created, and follows its records in all else", async () => {
    await store.apply([{ key: "GHSA-a", summary: "first" }], { at: minute(1) });
    const severities = [{ source: "GHSA-a", type: "CVSS_V3" as const, vector: "CVSS:3.1/AV:N", score: 9.8, word: "critical" as const }];
    await store.apply([{ key: "GHSA-a", summary: "second", severities, modifiedAt: "2026-01-02T00:00:00Z" }], { at: minute(2) });
    expect(await vulnerabilities()).toMatchObject([
      {
        created_at: minute(1),
        modified_at: new Date("2026-01-02T00:00:00Z"),
        summary: "second",
        severity: "critical",
        severity_rank: 5,
        severity_score: 9.8,
        severity_source: "GHSA-a",
      },
    ]);
  });
});
