import { beforeEach, describe, expect, it } from "vitest";
import { storedRevision } from "@/lib/advisories/apply/stored-revision";
import { minute, recordOf, withAdvisoryStore } from "./setup/advisory-store";

const store = withAdvisoryStore();
beforeEach(store.empty);

const range = (name: string, lo: number, hi: number | null, fixed: string | null = null) => ({
  ecosystem: "npm",
  name,
  release: "",
  lo: Buffer.from([lo]),
  hi: hi === null ? null : Buffer.from([hi]),
  hiInclusive: false,
  fixed,
});
const stored = async () => (await store.rows<Record<string, unknown>>("select * from advisory order by key"))[0];
const affected = () =>
  store.rows(
    "select p.name, r.n, r.lo, r.hi, r.fixed, a.key from affected_range r join package p on p.id = r.package_id join advisory a on a.id = r.advisory_id order by 1, 2",
  );
const versions = () => store.rows("select p.name, v.version from affected_version v join package p on p.id = v.package_id order by 1, 2");

it("a record is stored with its bytes, its times to the microsecond, and what it affects", async () => {
  const told = {
    key: "GHSA-a",
    aliases: ["CVE-2026-1"],
    modifiedAt: "2026-02-03T04:05:06.123456Z",
    publishedAt: "2025-02-03T04:05:06Z",
    summary: "Überlauf",
    severities: [{ source: "GHSA-a", type: "CVSS_V3" as const, vector: "CVSS:3.1/AV:N", score: 9.8, word: "critical" as const }],
    ranges: [range("left", 1, 2, "1.2.3"), range("left", 5, null), range("right", 1, 2)],
    versions: [{ ecosystem: "npm", name: "left", release: "", version: "odd", versionKey: null }],
  };
  expect(await store.apply([told], { feedId: 7 })).toEqual({ added: 1, changed: 0, unchanged: 0, removed: 0 });
  const { raw, digest } = recordOf(told);
  const expected = { source: "osv", key: "GHSA-a", kind: "vulnerability", aliases: ["CVE-2026-1"], summary: "Überlauf", severities: told.severities };
  expect(await stored()).toMatchObject({ ...expected, feed_ids: [7], digest, raw, revision: storedRevision, withdrawn_at: null });
  expect(await store.rows("select modified_at::text as modified, published_at::text as published from advisory")).toEqual([
    { modified: "2026-02-03 04:05:06.123456+00", published: "2025-02-03 04:05:06+00" },
  ]);
  expect(await affected()).toEqual([
    { name: "left", n: 0, lo: Buffer.from([1]), hi: Buffer.from([2]), fixed: "1.2.3", key: "GHSA-a" },
    { name: "left", n: 1, lo: Buffer.from([5]), hi: null, fixed: null, key: "GHSA-a" },
    { name: "right", n: 0, lo: Buffer.from([1]), hi: Buffer.from([2]), fixed: null, key: "GHSA-a" },
  ]);
  expect(await versions()).toEqual([{ name: "left", version: "odd" }]);
});

describe("the same record again", () => {
  it("changes nothing, but a further feed that lists it is noted", async () => {
    await store.apply([{ key: "A" }], { feedId: 1 });
    const before = await stored();
    expect(await store.apply([{ key: "A" }], { feedId: 1 })).toMatchObject({ unchanged: 1, changed: 0 });
    expect(await store.apply([{ key: "A" }], { feedId: 2 })).toMatchObject({ unchanged: 1, changed: 0 });
    expect(await stored()).toEqual({ ...before, feed_ids: [1, 2] });
  });

  it("is read anew when it was read by older rules", async () => {
    await store.apply([{ key: "A", affects: ["left@1.0.0"] }]);
    await store.pool().query("update advisory set revision = revision - 1");
    await store.pool().query("select testing.emptied('affected_version')");
    expect(await store.apply([{ key: "A", affects: ["left@1.0.0"] }])).toMatchObject({ changed: 1 });
    expect(await versions()).toHaveLength(1);
  });
});

it("a changed record replaces what it affected and keeps its row", async () => {
  await store.apply([{ key: "A", affects: ["left@1.0.0", "left@1.1.0"] }]);
  const before = await stored();
  expect(await store.apply([{ key: "A", affects: ["right@2.0.0"], modifiedAt: "2026-01-02T00:00:00Z" }])).toMatchObject({ added: 0, changed: 1 });
  expect(await stored()).toMatchObject({ id: before?.id, vulnerability_id: before?.vulnerability_id });
  expect(await versions()).toEqual([{ name: "right", version: "2.0.0" }]);
});

it("an older record never replaces a newer one, to the microsecond", async () => {
  await store.apply([{ key: "A", says: "new", modifiedAt: "2026-01-01T00:00:00.000002Z" }]);
  const before = await stored();
  expect(await store.apply([{ key: "A", says: "old", modifiedAt: "2026-01-01T00:00:00.000001Z" }])).toMatchObject({ changed: 0, unchanged: 1 });
  expect(await stored()).toEqual(before);
});

it("a record from the future does not hide what its source says later", async () => {
  await store.apply([{ key: "A", says: "wrong", modifiedAt: "9999-12-31T23:59:59Z" }]);
  expect(await store.apply([{ key: "A", says: "mended", modifiedAt: "2026-01-01T00:00:00Z" }])).toMatchObject({ changed: 1, unchanged: 0 });
});

it("of two records with one key in a batch the later one counts", async () => {
  const [old, fresh] = [
    { key: "A", summary: "old", modifiedAt: "2026-01-01T00:00:00Z" },
    { key: "A", summary: "new", modifiedAt: "2026-01-02T00:00:00Z" },
  ];
  expect(await store.apply([fresh, old])).toEqual({ added: 1, changed: 0, unchanged: 1, removed: 0 });
  expect(await stored()).toMatchObject({ summary: "new" });
});

it("a withdrawn record affects nothing and its findings close as withdrawn", async () => {
  await store.ship("shop", ["left@1.0.0"]);
  await store.apply([{ key: "A", affects: ["left@1.0.0"] }], { at: minute(1) });
  expect(await store.findings()).toEqual(["shop left@1.0.0 A 1 open"]);
  await store.apply([{ key: "A", affects: ["left@1.0.0"], withdrawnAt: "2026-01-01T00:02:00Z", modifiedAt: "2026-01-01T00:02:00Z" }], { at: minute(3) });
  expect(await versions()).toEqual([]);
  expect(await store.findings()).toEqual(["shop left@1.0.0 A 1 3 withdrawn"]);
});

describe("a key that its feed lists no more", () => {
  it("stays while another feed lists it", async () => {
    await store.apply([{ key: "A", affects: ["left@1.0.0"] }], { feedId: 1 });
    await store.apply([{ key: "A", affects: ["left@1.0.0"] }], { feedId: 2 });
    expect(await store.apply([], { feedId: 1, removedKeys: ["A"] })).toMatchObject({ removed: 0 });
    expect(await stored()).toMatchObject({ feed_ids: [2], withdrawn_at: null });
    expect(await versions()).toHaveLength(1);
  });

  it("is withdrawn when no feed is left, and its row, bytes and history stay", async () => {
    await store.ship("shop", ["left@1.0.0"]);
    await store.apply([{ key: "A", affects: ["left@1.0.0"] }], { at: minute(1) });
    const before = await stored();
    expect(await store.apply([], { removedKeys: ["A", "never heard of"], at: minute(5) })).toEqual({ added: 0, changed: 0, unchanged: 0, removed: 1 });
    expect(await stored()).toEqual({ ...before, feed_ids: [], withdrawn_at: minute(5) });
    expect(await versions()).toEqual([]);
    expect(await store.findings()).toEqual(["shop left@1.0.0 A 1 5 withdrawn"]);
    expect(await store.rows("select withdrawn_at from vulnerability")).toEqual([{ withdrawn_at: minute(5) }]);
  });

  it("comes back as it was when the feed lists it again, with the very same bytes", async () => {
    await store.ship("shop", ["left@1.0.0"]);
    await store.apply([{ key: "A", affects: ["left@1.0.0"] }], { at: minute(1) });
    await store.apply([], { removedKeys: ["A"], at: minute(5) });
    expect(await store.apply([{ key: "A", affects: ["left@1.0.0"] }], { at: minute(9) })).toMatchObject({ changed: 1 });
    expect(await stored()).toMatchObject({ feed_ids: [1], withdrawn_at: null });
    expect(await store.findings()).toEqual(["shop left@1.0.0 A 1 5 withdrawn", "shop left@1.0.0 A 9 open"]);
  });

  it("is not removed when the same batch brings it", async () => {
    await store.apply([{ key: "A" }]);
    expect(await store.apply([{ key: "A" }], { removedKeys: ["A"] })).toMatchObject({ unchanged: 1, removed: 0 });
    expect(await stored()).toMatchObject({ feed_ids: [1], withdrawn_at: null });
  });
});

it("a batch that fails leaves nothing behind", async () => {
  await expect(
    store.apply([
      { key: "A", affects: ["left@1.0.0"] },
      { key: "B", summary: "NUL\0" },
    ]),
  ).rejects.toThrow();
  expect(await store.rows("select (select count(*) from advisory) + (select count(*) from vulnerability) + (select count(*) from package) as n")).toEqual([
    { n: 0 },
  ]);
  expect(await store.apply([{ key: "A" }])).toMatchObject({ added: 1 });
});

it("a record that lists a hundred thousand versions is one advisory like any other", async () => {
  const affects = Array.from({ length: 100_000 }, (_, i) => `left@1.0.${i}`);
  await store.apply([{ key: "MAL-1", affects }]);
  await store.apply([{ key: "MAL-1", affects: affects.slice(1), says: "changed" }]);
  expect(await store.rows("select count(*) as n, max(n) as last from affected_version")).toEqual([{ n: 99_999, last: 99_998 }]);
});

it("what one alias joins is one group however many records it joins, and stays one as they change", async () => {
  const told = Array.from({ length: 10_000 }, (_, i) => ({ key: `X-${i}`, aliases: ["CVE-2026-1"] }));
  for (let i = 0; i < told.length; i += 2_000) await store.apply(told.slice(i, i + 2_000));
  await store.apply(told.slice(0, 2_000).map((each) => ({ ...each, aliases: [] })));
  expect(await store.rows("select count(*) as n, max(cardinality(ids)) as ids from vulnerability")).toEqual([{ n: 2_001, ids: 8_001 }]);
});
