import { deflateRawSync } from "node:zlib";
import { beforeEach, expect, it, vi } from "vitest";
import { AdvisoryRereading, analyseAdvisories, rereadAdvisories } from "@/lib/advisories/apply";
import { storedRevision } from "@/lib/advisories/apply/stored-revision";
import { readOsvRecord } from "@/lib/advisories/osv";
import { bytesOf, type StoredForm } from "@/lib/advisories/record-form";
import { advisoryOf, minute, type Told, withAdvisoryStore } from "./setup/advisory-store";

// Records here have a form of their own: what is tried is when they are read again, and what becomes of that.
vi.mock("@/lib/advisories/osv", () => ({ readOsvRecord: vi.fn() }));

const store = withAdvisoryStore();
const read = vi.mocked(readOsvRecord);
const revisions = () => store.rows<{ key: string; revision: number }>("select key, revision from advisory order by id");
const makeOutdated = (keys: readonly string[]) => store.pool().query("update advisory set revision = revision - 1 where key = any($1)", [keys]);
const readAs = (told: (key: string) => Told | null) =>
  read.mockImplementation((bytes) => {
    const { key } = JSON.parse(bytes.toString());
    const fresh = told(key);
    return fresh ? { kind: "advisory", advisory: advisoryOf(fresh) } : { kind: "refused", key, code: "bad", detail: "It is bad.", pointer: null };
  });

beforeEach(async () => {
  await store.empty();
  read.mockReset();
});

it("what older rules read is read again from its bytes, and its matches follow", async () => {
  await store.ship("shop", ["left@1.0.0"]);
  await store.apply([{ key: "A" }, { key: "B" }], { at: minute(1) });
  await makeOutdated(["A"]);
  readAs((key) => ({ key, aliases: ["CVE-2026-1"], affects: ["left@1.0.0"] }));
  expect(await new AdvisoryRereading(store.pool()).sweep({ budgetMs: 60_000, at: () => minute(2) })).toEqual({ reread: 1, refused: 0, isDone: true });
  expect(await revisions()).toEqual([
    { key: "A", revision: storedRevision },
    { key: "B", revision: storedRevision },
  ]);
  expect(await store.findings()).toEqual(["shop left@1.0.0 CVE-2026-1 2 open"]);
  expect(await store.rows("select feed_ids from advisory where key = 'A'")).toEqual([{ feed_ids: [1] }]);
});

it("goes on in stretches where it was, and where another process was", async () => {
  const keys = ["A", "B", "C", "D", "E"];
  await store.apply(keys.map((key) => ({ key })));
  await makeOutdated(keys);
  readAs((key) => ({ key }));
  const rereading = new AdvisoryRereading(store.pool(), { limit: 2, bytesMax: 1_000_000 });
  expect(await rereading.sweep({ budgetMs: 0 })).toEqual({ reread: 2, refused: 0, isDone: false });
  expect(await rereadAdvisories(store.pool(), { budgetMs: 60_000 })).toEqual({ reread: 3, refused: 0, isDone: true });
  expect(await rereading.sweep({ budgetMs: 60_000 })).toEqual({ reread: 0, refused: 0, isDone: true });
});

it("a stretch ends before its bytes are too many, and after one record at least", async () => {
  await store.apply(["A", "B", "C"].map((key) => ({ key })));
  await makeOutdated(["A", "B", "C"]);
  readAs((key) => ({ key }));
  const rereading = new AdvisoryRereading(store.pool(), { limit: 100, bytesMax: 1 });
  for (let i = 0; i < 3; i++) expect(await rereading.sweep({ budgetMs: 0 })).toEqual({ reread: 1, refused: 0, isDone: false });
});

it("a stretch ends before what its records unpack to is too much", async () => {
  const keys = ["A", "B", "C"];
  await store.apply(keys.map((key) => ({ key })));
  await makeOutdated(keys);
  for (const key of keys) {
    const raw = deflateRawSync(JSON.stringify({ key, filler: "x".repeat(10_000) }));
    await store.pool().query("update advisory set raw = $2, packed_digest = sha256($2) where key = $1", [key, raw]);
  }
  readAs((key) => ({ key }));
  const rereading = new AdvisoryRereading(store.pool(), { limit: 100, bytesMax: 25_000 });
  expect(await rereading.sweep({ budgetMs: 0 })).toEqual({ reread: 2, refused: 0, isDone: false });
  expect(await rereading.sweep({ budgetMs: 60_000 })).toEqual({ reread: 1, refused: 0, isDone: true });
  expect(await revisions()).toEqual(keys.map((key) => ({ key, revision: storedRevision })));
  const [stored] = await store.rows<StoredForm>(`select raw, packed_digest as "packedDigest" from advisory where key = 'C'`);
  expect(stored && JSON.parse(bytesOf(stored).toString())).toMatchObject({ key: "C" });
});

it("what today's rules refuse, or would call by another key, stays as it was and is not tried again", async () => {
  await store.apply([
    { key: "A", affects: ["left@1.0.0"] },
    { key: "B", affects: ["left@1.0.0"] },
  ]);
  await makeOutdated(["A", "B"]);
  readAs((key) => (key === "A" ? null : { key: "another" }));
  expect(await new AdvisoryRereading(store.pool()).sweep({ budgetMs: 60_000 })).toEqual({ reread: 0, refused: 2, isDone: true });
  expect(await new AdvisoryRereading(store.pool()).sweep({ budgetMs: 60_000 })).toEqual({ reread: 0, refused: 0, isDone: true });
  expect(await store.rows("select key from affected_version join advisory a on a.id = advisory_id order by 1")).toEqual([{ key: "A" }, { key: "B" }]);
});

it("what no feed lists stays withdrawn and unlisted, and affects nothing", async () => {
  await store.apply([{ key: "A", affects: ["left@1.0.0"] }]);
  await store.apply([], { removedKeys: ["A"], at: minute(5) });
  await makeOutdated(["A"]);
  readAs((key) => ({ key, affects: ["left@1.0.0"] }));
  expect(await new AdvisoryRereading(store.pool()).sweep({ budgetMs: 60_000 })).toMatchObject({ reread: 1 });
  expect(await store.rows("select withdrawn_at, feed_ids, (select count(*) from affected_version) as n from advisory")).toEqual([
    { withdrawn_at: minute(5), feed_ids: [], n: 0 },
  ]);
});

it("statistics are gathered, so that plans know how much there is", async () => {
  await store.apply([{ key: "A" }, { key: "B" }]);
  await analyseAdvisories(store.pool());
  expect(await store.rows("select reltuples as n from pg_class where oid = 'advisory'::regclass")).toEqual([{ n: 2 }]);
});
