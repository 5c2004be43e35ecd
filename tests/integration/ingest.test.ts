import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { uuidv7 } from "@/lib/db/uuid";
import { joinDocument, sha256 } from "@/lib/inventory/ingest/document-parts";
import { Ingest, type IngestResult } from "@/lib/inventory/ingest/ingest-document";
import { selectDocument } from "@/lib/inventory/ingest/queries/document";
import { recordRetirement } from "@/lib/inventory/retire/record-retirement";
import { toBuildRequest } from "@/lib/inventory/upload/build-request";
import { uploadRequestSchema } from "@/lib/inventory/upload/schemas";
import { bomOf } from "./setup/bom-fixture";
import { createTestDatabase, type TestDatabase } from "./setup/test-database";

const ctx: Context = { actor: { kind: "system", name: "test" }, requestId: "test" };
const start = Date.parse("2026-01-01T00:00:00Z");

let database: TestDatabase;
let ingest: Ingest;

beforeAll(async () => {
  database = await createTestDatabase({ pipeline: true });
  ingest = new Ingest(database.pool);
});
afterAll(async () => database.drop());

type Extra = { builtAt?: string; commit?: string; artifact?: string };

function upload(service: string, document: Buffer, extra: Extra = {}, into = ingest): Promise<IngestResult> {
  const receivedAt = new Date();
  const request = toBuildRequest(uploadRequestSchema.parse({ service, ...extra }), receivedAt);
  return into.ingest(ctx, { document, request, uploadId: uuidv7(), receivedAt });
}

async function done(result: Promise<IngestResult>) {
  const settled = await result;
  if (settled.kind !== "done") throw new Error(`expected a build, got ${settled.kind}`);
  return settled;
}

async function count(table: string): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? -1;
}

type Interval = { name: string; from: number; to: number | null };

/** The package names of an artifact with the minutes from and until which they were in it. */
async function intervalsOf(artifactId: number): Promise<Interval[]> {
  const { rows } = await database.pool.query<{ name: string; from_at: Date; to_at: Date | null }>(
    `select pk.name, p.from_at, p.to_at from presence p join package_version v on v.id = p.package_version_id join package pk on pk.id = v.package_id
     where p.artifact_id = $1 order by pk.name, p.from_at, p.to_at`,
    [artifactId],
  );
  const minute = (at: Date) => (at.getTime() - start) / 60_000;
  return rows.map((row) => ({ name: row.name, from: minute(row.from_at), to: row.to_at === null ? null : minute(row.to_at) }));
}

const at = (minute: number) => new Date(start + minute * 60_000).toISOString();

/** What the intervals must be: recomputed from the builds alone, in (time, order of arrival). */
function naiveIntervals(builds: { minute: number; packages: string[] }[]): Interval[] {
  const ordered = builds.map((build, i) => ({ ...build, i })).sort((a, b) => a.minute - b.minute || a.i - b.i);
  const intervals: Interval[] = [];
  for (const name of new Set(ordered.flatMap((build) => build.packages))) {
    let from: number | null = null;
    for (const build of ordered) {
      const present = build.packages.includes(name);
      if (present && from === null) from = build.minute;
      if (!present && from !== null) {
        intervals.push({ name, from, to: build.minute });
        from = null;
      }
    }
    if (from !== null) intervals.push({ name, from, to: null });
  }
  return intervals.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.from - b.from || (a.to ?? 1e9) - (b.to ?? 1e9)));
}

/** A build, or a retirement: that holds nothing. */
type Given = { minute: number; packages: string[]; hashes: Record<string, string[]>; retires?: true };

/** The newest in (time, order of arrival). */
const newestOf = (events: readonly Given[]) => events.reduce((best, event, i) => (event.minute >= (events[best]?.minute ?? 0) ? i : best), 0);

/** Which hashes builds gave for each package, from the build with one number until that with the other. */
type HashInterval = [name: string, fromSeq: number, untilSeq: number | null, hashes: string];

/** As it is stored: an interval of presence, cut where a former hash ends. */
async function hashIntervalsOf(artifactId: number): Promise<HashInterval[]> {
  const hashesOf = (id: string) => `(select string_agg(left(encode(each, 'hex'), 1), '' order by each)
    from package_version_hash h cross join unnest(coalesce(h.several, array[h.sha256])) as each where h.id = ${id})`;
  const { rows } = await database.pool.query<{ name: string; from: number; until: number | null; hashes: string | null }>(
    `select k.name, c.from, c.until, c.hashes from presence p join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id
     cross join lateral (
       select coalesce(lag(e.until_seq) over (order by e.until_at, e.until_seq), p.from_seq) as from, e.until_seq as until, ${hashesOf("e.hash_id")} as hashes
       from (select until_at, until_seq, hash_id from former_hash e
             where e.artifact_id = p.artifact_id and e.package_version_id = p.package_version_id and (e.until_at, e.until_seq) > (p.from_at, p.from_seq)
               and (p.to_at is null or (e.until_at, e.until_seq) < (p.to_at, p.to_seq))
             union all select coalesce(p.to_at, 'infinity'), p.to_seq, p.hash_id) e) c
     where p.artifact_id = $1`,
    [artifactId],
  );
  return rows.map(({ name, from, until, hashes }): HashInterval => [name, from, until, hashes ?? ""]).sort(byNameAndBeginning);
}

function naiveHashIntervals(builds: Given[]): HashInterval[] {
  const ordered = builds.map((build, i) => ({ ...build, seq: i + 1 })).sort((a, b) => a.minute - b.minute || a.seq - b.seq);
  const intervals: HashInterval[] = [];
  for (const name of new Set(ordered.flatMap((build) => build.packages))) {
    let open: HashInterval | null = null;
    for (const build of ordered) {
      const given = build.packages.includes(name) ? (build.hashes[name] ?? []).map((hash) => hash.charAt(0)).join("") : null;
      if (open !== null && open[3] === given) continue;
      if (open !== null) open[2] = build.seq;
      open = given === null ? null : [name, build.seq, null, given];
      if (open) intervals.push(open);
    }
  }
  return intervals.sort(byNameAndBeginning);
}

const byNameAndBeginning = (a: HashInterval, b: HashInterval) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]);

async function formerHashes(artifactId: number): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>("select count(*)::int as n from former_hash where artifact_id = $1", [artifactId]);
  return rows[0]?.n ?? -1;
}

const hashA = "a".repeat(64);
const hashB = "b".repeat(64);

describe("ingest", () => {
  it("keeps the intervals that a recomputation from all builds and retirements gives, with their hashes, whatever order builds arrive in", async () => {
    const names = ["a", "b", "c", "d"];
    const build: fc.Arbitrary<Given> = fc.record({
      minute: fc.integer({ min: 0, max: 6 }),
      packages: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }),
      hashes: fc.dictionary(fc.constantFrom(...names), fc.constantFrom([], [hashA], [hashB], [hashA, hashB])),
    });
    const retirement: fc.Arbitrary<Given> = fc.record({
      minute: build.map(({ minute }) => minute),
      packages: fc.constant([]),
      hashes: fc.constant({}),
      retires: fc.constant(true as const),
    });
    const event = fc.oneof({ weight: 3, arbitrary: build }, { weight: 1, arbitrary: retirement });
    await fc.assert(
      fc.asyncProperty(build, fc.array(event, { maxLength: 7 }), fc.boolean(), async (first, more, twoProcesses) => {
        const service = `history-${randomUUID()}`;
        // A second process has its own caches and must notice what the first one moved.
        const other = twoProcesses ? new Ingest(database.pool) : ingest;
        let artifactId = 0;
        const builds: Given[] = [];
        for (const [i, { minute, packages, hashes, retires }] of [first, ...more].entries()) {
          if (retires) {
            const newest = builds[newestOf(builds)];
            const told = { minute: Math.max(minute, newest?.minute ?? 0), packages, hashes, retires };
            const { changed } = await inTransaction((client) => recordRetirement(client, ctx, artifactId, new Date(at(minute))), database.pool);
            expect(changed).toBe(newest?.retires !== true);
            if (changed) builds.push(told);
            continue;
          }
          builds.push({ minute, packages, hashes });
          const result = await done(upload(service, bomOf(packages, { hashes }), { builtAt: at(minute), commit: `c${i}` }, i % 2 ? other : ingest));
          artifactId = result.artifactId;
        }
        expect(await intervalsOf(artifactId)).toEqual(naiveIntervals(builds));
        const hashed = naiveHashIntervals(builds);
        expect(await hashIntervalsOf(artifactId)).toEqual(hashed);
        // Nothing is left over: a row for each hash that ended while the package stayed, and no other.
        expect(await formerHashes(artifactId)).toBe(hashed.length - naiveIntervals(builds).length);
        const { rows } = await database.pool.query<{ seq: number; last: number }>(
          "select head_seq as seq, last_seq as last from artifact_head where artifact_id = $1",
          [artifactId],
        );
        const newest = newestOf(builds);
        expect(rows[0]).toEqual({ seq: builds[newest]?.retires ? null : newest + 1, last: builds.length });
      }),
      { numRuns: 150 },
    );
  });

  it("sees that a build which only changes a hash is another composition, and keeps since when the package is there", async () => {
    const minute = (index: number, hash: string) => upload("rehashed", bomOf(["x", "y"], { hashes: { x: [hash], y: [hashB] } }), { builtAt: at(index) });
    const { artifactId } = await done(minute(0, hashA));
    expect((await done(minute(1, hashB))).outcome).toEqual({ change: "composition_changed", opened: 0, closed: 0, updated: 1, head: true });
    expect(await intervalsOf(artifactId)).toEqual([
      { name: "x", from: 0, to: null },
      { name: "y", from: 0, to: null },
    ]);
    expect(await hashIntervalsOf(artifactId)).toEqual([
      ["x", 1, 2, "a"],
      ["x", 2, null, "b"],
      ["y", 1, null, "b"],
    ]);
  });

  it("reads the hashes of a head that an earlier version wrote, even when the next document has the same body", async () => {
    const first = bomOf(["x"], { hashes: { x: [hashA] } });
    const again = (serial: string) => Buffer.from(first.toString().replace(/urn:uuid:[^"]+/, `urn:uuid:${serial}`));
    const { artifactId } = await done(upload("upgraded", first));
    await database.pool.query("update presence set hash_id = null where artifact_id = $1", [artifactId]);
    await database.pool.query("update artifact_head set hashes_read = false, composition_hash = '\\x00' where artifact_id = $1", [artifactId]);
    const own = new Ingest(database.pool);
    expect((await done(upload("upgraded", again(randomUUID()), {}, own))).outcome).toMatchObject({ opened: 0, closed: 0, updated: 1 });
    expect(await hashIntervalsOf(artifactId)).toEqual([
      ["x", 1, 2, ""],
      ["x", 2, null, "a"],
    ]);
    expect((await done(upload("upgraded", again(randomUUID()), {}, own))).outcome.change).toBe("composition_known");
  });

  it("writes at most what changed, and nothing for the same composition", async () => {
    const packages = Array.from({ length: 100 }, (_, i) => `p${i}`);
    await done(upload("delta", bomOf(packages)));
    const presences = await count("presence");
    const same = await done(upload("delta", bomOf(packages)));
    expect(same.outcome).toEqual({ change: "composition_known", opened: 0, closed: 0, updated: 0, head: true });
    const changed = await done(upload("delta", bomOf([...packages.slice(1), "new"])));
    expect(changed.outcome).toMatchObject({ change: "composition_changed", opened: 1, closed: 1, updated: 0 });
    expect(await count("presence")).toBe(presences + 1);
  });

  it("records the same bytes for the same build once, and for another commit as a build of its own", async () => {
    const document = bomOf(["x"]);
    const first = await done(upload("same", document, { commit: "1" }));
    const builds = await count("build");
    expect(await upload("same", document, { commit: "1" })).toEqual({ kind: "unchanged", uploadId: first.uploadId });
    expect(await upload("same", document)).toEqual({ kind: "unchanged", uploadId: first.uploadId });
    expect(await count("build")).toBe(builds);
    expect((await done(upload("same", document, { commit: "2" }))).buildSeq).toBe(2);
  });

  it("takes an old document after another one as a roll-back", async () => {
    const old = bomOf(["x"]);
    await done(upload("rollback", old));
    await done(upload("rollback", bomOf(["y"])));
    const back = await done(upload("rollback", old));
    expect(back.outcome).toMatchObject({ change: "composition_changed", opened: 1, closed: 1, head: true });
  });

  it("stores a shared body once, and the document byte for byte", async () => {
    const first = bomOf(["shared-body"]);
    const second = Buffer.from(first.toString().replace(/urn:uuid:[^"]+/, `urn:uuid:${randomUUID()}`));
    await done(upload("bodies", first));
    const bodies = await count("document_body");
    const again = await done(upload("bodies", second));
    expect(again.outcome.change).toBe("composition_known");
    expect(await count("document_body")).toBe(bodies);
    const stored = await selectDocument(database.pool, sha256(second));
    expect(stored && (await joinDocument(stored))).toEqual(second);
  });

  it("knows a composition again that another process made the head's, though this one wrote another body last", async () => {
    const other = new Ingest(database.pool);
    await done(upload("moved-head", bomOf(["mine"])));
    const theirs = bomOf(["theirs"]);
    await done(upload("moved-head", theirs, {}, other));
    const again = Buffer.from(theirs.toString().replace(/urn:uuid:[^"]+/, `urn:uuid:${randomUUID()}`));
    const known = await done(upload("moved-head", again));
    expect(known.outcome).toEqual({ change: "composition_known", opened: 0, closed: 0, updated: 0, head: true });
    const stored = await selectDocument(database.pool, sha256(again));
    expect(stored && (await joinDocument(stored))).toEqual(again);
    const bodies = await count("document_body");
    const third = Buffer.from(theirs.toString().replace(/urn:uuid:[^"]+/, `urn:uuid:${randomUUID()}`));
    expect((await done(upload("moved-head", third))).outcome.change).toBe("composition_known");
    expect(await count("document_body")).toBe(bodies);
  });

  it("sees that another root makes the same body another composition", async () => {
    const document = bomOf(["r1", "r2"], { direct: ["r1"] });
    await done(upload("roots", document));
    // Only the head of the document differs: the root now is a component that depends on nothing.
    const moved = Buffer.from(document.toString().replace('"bom-ref":"root"', '"bom-ref":"elsewhere"'));
    const result = await done(upload("roots", moved));
    expect(result.outcome.change).not.toBe("composition_known");
  });

  it("keeps one history when many uploads of one artifact arrive at once, from two processes", async () => {
    const other = new Ingest(database.pool);
    const sets = Array.from({ length: 12 }, (_, i) => ["base", `only-${i}`]);
    const results = await Promise.all(
      sets.map((packages, i) => done(upload("race", bomOf(packages), { builtAt: at(i), commit: `c${i}` }, i % 2 ? other : ingest))),
    );
    const artifactId = results[0]?.artifactId ?? 0;
    expect(new Set(results.map((result) => result.buildSeq)).size).toBe(12);
    const { rows } = await database.pool.query<{ seq: number; at: Date }>(
      "select head_seq as seq, head_built_at as at from artifact_head where artifact_id = $1",
      [artifactId],
    );
    expect(rows[0]?.at.toISOString()).toBe(at(11));
    expect(await intervalsOf(artifactId)).toEqual(naiveIntervals(sets.map((packages, minute) => ({ minute, packages }))));
  });

  it("creates service and artifact once when their first uploads race", async () => {
    const other = new Ingest(database.pool);
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => upload("first-race", bomOf([`q${i}`]), { artifact: `a${i % 2}`, commit: `${i}` }, i % 2 ? other : ingest)),
    );
    const { rows } = await database.pool.query<{ services: number; artifacts: number }>(
      "select count(distinct s.id)::int as services, count(*)::int as artifacts from service s join artifact a on a.service_id = s.id where s.slug = 'first-race'",
    );
    expect(rows[0]).toEqual({ services: 1, artifacts: 2 });
  });

  it("stores nothing at all when the document cannot be read", async () => {
    const tables = ["service", "artifact", "build", "document", "document_body", "composition", "presence", "upload", "audit_event"];
    const before = await Promise.all(tables.map(count));
    const truncated = bomOf(["a", "b"]).subarray(0, 200);
    for (const document of [Buffer.from(""), Buffer.from("hello"), Buffer.from("{}"), truncated]) {
      await expect(upload("never", document)).rejects.toMatchObject({ name: "WhereinError" });
    }
    expect(await Promise.all(tables.map(count))).toEqual(before);
  });

  it("commits the audit row and the upload with the build, or none of them", async () => {
    const failing = await createTestDatabase({ pipeline: true });
    try {
      const own = new Ingest(failing.pool);
      await done(upload("atomic", bomOf(["a"]), {}, own));
      await failing.pool.query("alter table audit_event add constraint no_more check (action <> 'build.recorded') not valid");
      const counts = async () =>
        (
          await failing.pool.query(
            "select (select count(*) from build) b, (select count(*) from upload) u, (select count(*) from presence) p, (select head_seq from artifact_head) h",
          )
        ).rows[0];
      const before = await counts();
      await expect(upload("atomic", bomOf(["b"]), {}, own)).rejects.toThrow(/no_more/);
      expect(await counts()).toEqual(before);
      await failing.pool.query("alter table audit_event drop constraint no_more");
      expect((await done(upload("atomic", bomOf(["b"]), {}, own))).outcome).toMatchObject({ opened: 1, closed: 1 });
    } finally {
      await failing.drop();
    }
  });

  it("keeps names of packages that look like SQL or HTML as they are", async () => {
    const names = ["'; drop table presence; --", "<script>alert(1)</script>", 'a\\b"c{d},e', "名前"];
    const result = await done(upload("names", bomOf(names)));
    expect(new Set((await intervalsOf(result.artifactId)).map((interval) => interval.name))).toEqual(new Set(names));
  });
});
