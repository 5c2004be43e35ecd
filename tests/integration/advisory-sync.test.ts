import { describe, expect, it } from "vitest";
import { applyAdvisories } from "@/lib/advisories/apply";
import { readOsvRecord } from "@/lib/advisories/osv";
import { bytesOf } from "@/lib/advisories/record-form";
import { addSyncJob } from "@/lib/advisories/sync";
import { batchRecords } from "@/lib/advisories/sync/limits";
import { recordOf, withMirror } from "./setup/mirror-system";
import { zipOf } from "./setup/zip";

const system = withMirror();
const counts = async () => (await system.feed()).counts;
const manyOf = (count: number, modified?: string) => Array.from({ length: count }, (_, i) => recordOf(`GHSA-${String(i).padStart(5, "0")}`, modified));

describe("the first pass", () => {
  it("takes in all records of the zip, with their bytes, and remembers up to when they were modified", async () => {
    system.bucket.put("npm", recordOf("GHSA-1", "2026-03-01T10:00:00.123456Z"), recordOf("MAL-2", "2026-03-02T10:00:00Z"));
    await system.sync();
    expect(await system.keys()).toEqual(["GHSA-1", "MAL-2"]);
    const { rows } = await system.pool.query(`select raw, packed_digest as "packedDigest" from advisory where key = 'MAL-2'`);
    expect(JSON.parse(bytesOf(rows[0]).toString())).toEqual(recordOf("MAL-2", "2026-03-02T10:00:00Z"));
    const feed = await system.feed();
    expect(feed).toMatchObject({ status: "idle", problem: null, counts: { read: 2, added: 2, quarantined: 0 } });
    expect(feed.synced_to?.toISOString()).toBe("2026-03-02T10:00:00.000Z");
    expect(system.bucket.requests).toEqual(["npm/all.zip"]);
  });

  it("takes in more records than one batch holds, and knows them by their bytes the next time without reading them", async () => {
    system.bucket.put("npm", ...manyOf(4_500));
    await system.sync();
    expect(await counts()).toMatchObject({ read: 4_500, added: 4_500 });
    await system.pool.query("update advisory_feed set full_at = null, etag = etag || 'x'");
    let read = 0;
    const readRecord = (bytes: Buffer) => {
      read += 1;
      return readOsvRecord(bytes);
    };
    await system.sync(system.open({}, { readRecord }));
    expect(await counts()).toMatchObject({ read: 4_500, added: 0, changed: 0, unchanged: 4_500 });
    expect(read).toBe(0);
  });

  it("does not unpack a record again that is packed as it was, and knows one that is packed in another way by its bytes", async () => {
    const record = recordOf("GHSA-1");
    const file = ["GHSA-1.json", Buffer.from(JSON.stringify(record))] as const;
    const again = async (zip: Buffer) => {
      system.bucket.freezeZip("npm", zip);
      await system.pool.query("update advisory_feed set full_at = null, etag = null");
      await system.sync();
      return (await system.feed()).problem ?? (await counts());
    };
    system.bucket.put("npm", record);
    await system.sync();
    const wrongSum = zipOf([file]);
    // The sum in the directory, which is compared when a record is unpacked, and only then.
    wrongSum.writeUInt32LE(1, wrongSum.lastIndexOf(Buffer.from("PK\u0001\u0002")) + 16);
    expect(await again(wrongSum)).toMatchObject({ unchanged: 1 });
    expect(await again(zipOf([file], 0))).toMatchObject({ unchanged: 1 });
    expect(await again(zipOf([file], 9))).toMatchObject({ unchanged: 1 });
    const changed = ["GHSA-1.json", Buffer.from(JSON.stringify({ ...record, summary: "Another" }))] as const;
    expect(await again(zipOf([changed]))).toMatchObject({ changed: 1 });
  });

  it("asks nothing more of a zip that is the same as before", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"));
    await system.sync();
    await system.pool.query("update advisory_feed set full_at = full_at - interval '8 days'");
    const before = (await system.feed()).full_at;
    await system.sync();
    const feed = await system.feed();
    expect(feed).toMatchObject({ problem: null, counts: { read: 0 } });
    expect(feed.full_at?.getTime()).toBeGreaterThan(before?.getTime() ?? 0);
    expect(await system.keys()).toEqual(["GHSA-1"]);
  });

  it("gives a record of two ecosystems to both feeds", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"));
    system.bucket.put("PyPI", recordOf("GHSA-1"));
    await system.sync(system.open({ ecosystems: ["npm", "PyPI"] }));
    const { rows } = await system.pool.query("select cardinality(feed_ids) as feeds from advisory");
    expect(rows).toEqual([{ feeds: 2 }]);
  });

  it("reads ecosystems whose names have blanks", async () => {
    system.bucket.put("Red Hat", recordOf("RHSA-2026:1"));
    await system.sync(system.open({ ecosystems: ["Red Hat"] }));
    expect(await system.keys()).toEqual(["RHSA-2026:1"]);
  });
});

describe("changes", () => {
  it("are fetched one by one while they are few, and only those that are not stored as they are listed", async () => {
    system.bucket.put("npm", recordOf("GHSA-1", "2026-03-01T10:00:00Z"), recordOf("GHSA-2", "2026-03-01T10:00:00Z"));
    await system.sync();
    system.bucket.requests.length = 0;
    system.bucket.put("npm", recordOf("GHSA-2", "2026-03-01T11:00:00Z", { summary: "changed" }), recordOf("GHSA-3", "2026-03-01T11:30:00Z"));
    await system.sync();
    expect(system.bucket.requests.sort()).toEqual(["npm/GHSA-2.json", "npm/GHSA-3.json", "npm/modified_id.csv"]);
    expect(await counts()).toMatchObject({ read: 2, added: 1, changed: 1 });
    expect((await system.feed()).synced_to?.toISOString()).toBe("2026-03-01T11:30:00.000Z");
  });

  it("that are listed late are found within the hour before the last", async () => {
    system.bucket.put("npm", recordOf("GHSA-1", "2026-03-01T10:00:00Z"));
    await system.sync();
    system.bucket.put("npm", recordOf("GHSA-LATE", "2026-03-01T09:05:00Z"), recordOf("GHSA-OLD", "2026-03-01T08:55:00Z"));
    await system.sync();
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-LATE"]);
  });

  it("are taken from the zip when they are many, of which only they are read", async () => {
    system.bucket.put("npm", ...manyOf(400, "2026-03-01T10:00:00Z"));
    await system.sync();
    system.bucket.requests.length = 0;
    system.bucket.put("npm", ...manyOf(251, "2026-03-02T10:00:00Z"));
    await system.sync();
    expect(system.bucket.requests).toEqual(["npm/modified_id.csv", "npm/all.zip"]);
    expect(await counts()).toMatchObject({ read: 251, changed: 251 });
    expect((await system.feed()).synced_to?.toISOString()).toBe("2026-03-02T10:00:00.000Z");
  });

  it("that the zip does not have yet are fetched one by one", async () => {
    system.bucket.put("npm", recordOf("GHSA-A"));
    await system.sync();
    system.bucket.put("npm", ...manyOf(260, "2026-03-02T10:00:00Z"));
    system.bucket.freezeZip("npm");
    system.bucket.put("npm", recordOf("GHSA-NEW", "2026-03-02T11:00:00Z"));
    await system.sync();
    expect(await system.keys()).toContain("GHSA-NEW");
    expect((await system.feed()).synced_to?.toISOString()).toBe("2026-03-02T11:00:00.000Z");
  });

  it("too many of which the zip does not have yet stay owed, and nothing is taken for gone", async () => {
    system.bucket.put("npm", recordOf("GHSA-A"));
    system.bucket.freezeZip("npm");
    await system.sync();
    system.bucket.put("npm", ...manyOf(300, "2026-03-02T10:00:00Z"), recordOf("GHSA-B", "2026-03-02T12:00:00Z"));
    await system.sync();
    expect((await system.feed()).synced_to?.toISOString()).toBe("2026-03-02T10:00:00.000Z");
    expect(await system.keys()).toEqual(["GHSA-A"]);
    system.bucket.thawZip("npm");
    await system.sync();
    expect(await system.keys()).toHaveLength(302);
  });

  it("of a record that is gone take it out, also when the list still names it", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"), recordOf("GHSA-2", "2026-03-01T10:30:00Z"));
    await system.sync();
    const list = Buffer.from("2026-03-01T11:00:00Z,GHSA-2\n2026-03-01T10:00:00Z,GHSA-1\n");
    system.bucket.remove("npm", "GHSA-2");
    system.bucket.files.set("npm/modified_id.csv", list);
    await system.sync();
    expect(await system.keys()).toEqual(["GHSA-1"]);
    expect(await counts()).toMatchObject({ removed: 1 });
  });

  it("of a mirror that has only zips and lists are taken from the zip", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"));
    await system.sync();
    system.bucket.put("npm", recordOf("GHSA-2", "2026-03-01T11:00:00Z"));
    system.bucket.fail({ path: /GHSA/, status: 404, times: 100 });
    await system.sync();
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-2"]);
  });

  it("can withdraw a record", async () => {
    system.bucket.put("npm", recordOf("MAL-1"));
    await system.sync();
    system.bucket.put("npm", recordOf("MAL-1", "2026-03-01T12:00:00Z", { withdrawn: "2026-03-01T11:59:00Z" }));
    await system.sync();
    const { rows } = await system.pool.query("select withdrawn_at from advisory");
    expect(rows[0].withdrawn_at.toISOString()).toBe("2026-03-01T11:59:00.000Z");
  });

  it("never lead out of the ecosystem's folder", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"));
    await system.sync();
    system.bucket.files.set("npm/modified_id.csv", Buffer.from("2026-03-01T11:00:00Z,../PyPI/GHSA-9\n2026-03-01T11:00:00Z,..\n"));
    system.bucket.requests.length = 0;
    await system.sync();
    expect(system.bucket.requests).toEqual(["npm/modified_id.csv"]);
    expect((await system.feed()).problem).toBeNull();
  });
});

describe("a pass over everything each week", () => {
  const makeOld = () => system.pool.query("update advisory_feed set full_at = full_at - interval '8 days'");

  it("takes out what the zip no longer has", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"), recordOf("GHSA-2"));
    await system.sync();
    system.bucket.remove("npm", "GHSA-2");
    await makeOld();
    await system.sync();
    expect(await system.keys()).toEqual(["GHSA-1"]);
    const { rows } = await system.pool.query("select withdrawn_at is not null as withdrawn from advisory where key = 'GHSA-2'");
    expect(rows).toEqual([{ withdrawn: true }]);
  });

  it("leaves alone what is newer than the zip", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"));
    await system.sync();
    system.bucket.put("npm", recordOf("GHSA-1", "2026-03-01T10:20:00Z"));
    system.bucket.freezeZip("npm");
    system.bucket.put("npm", recordOf("GHSA-2", "2026-03-01T10:30:00Z"));
    await system.sync();
    await makeOld();
    await system.sync();
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-2"]);
    expect((await system.feed()).problem).toBeNull();
  });

  it.each([
    ["cut off", (zip: Buffer) => zip.subarray(0, zip.length - 40)],
    ["damaged in a record", (zip: Buffer) => Buffer.concat([zip.subarray(0, 60), Buffer.from("XXXX"), zip.subarray(64)])],
    ["something else", () => Buffer.from("<html>Sign in to the network</html>")],
  ])("removes nothing because of a zip that is %s", async (_, spoil) => {
    system.bucket.put("npm", recordOf("GHSA-1"), recordOf("GHSA-2"));
    await system.sync();
    const before = await system.feed();
    system.bucket.put("npm", recordOf("GHSA-3"));
    system.bucket.remove("npm", "GHSA-2");
    system.bucket.freezeZip("npm", spoil(system.bucket.zip("npm")));
    await makeOld();
    await system.sync();
    const feed = await system.feed();
    expect(feed).toMatchObject({ status: "idle", problem: { code: "source_damaged", attempts: 1 } });
    expect(feed.synced_to).toEqual(before.synced_to);
    expect(await system.keys()).toEqual(expect.arrayContaining(["GHSA-1", "GHSA-2"]));
    system.bucket.thawZip("npm");
    await system.sync();
    expect((await system.feed()).problem).toBeNull();
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-3"]);
  });

  it("removes nothing because of a zip without records", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"));
    await system.sync();
    system.bucket.remove("npm", "GHSA-1");
    await makeOld();
    await system.sync();
    expect((await system.feed()).problem).toMatchObject({ code: "source_empty" });
    expect(await system.keys()).toEqual(["GHSA-1"]);
  });
});

describe("a record that cannot be read", () => {
  it("is kept with its reason, stops nothing, and leaves when a good one comes", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"), { ...recordOf("GHSA-2"), modified: "" });
    system.bucket.putBytes("npm", "GHSA-3", "2026-03-01T10:00:00Z", Buffer.from("{ not json"));
    await system.sync();
    expect(await system.keys()).toEqual(["GHSA-1"]);
    expect(await system.quarantine()).toMatchObject([
      { key: "GHSA-2", code: "timestamp_unreadable", pointer: "/modified" },
      { key: "GHSA-3", code: "not_json", raw: Buffer.from("{ not json") },
    ]);
    expect(await counts()).toMatchObject({ read: 3, added: 1, quarantined: 2 });
    expect((await system.feed()).problem).toBeNull();
    system.bucket.put("npm", recordOf("GHSA-3", "2026-03-01T11:00:00Z"));
    await system.sync();
    expect((await system.quarantine()).map(({ key }) => key)).toEqual(["GHSA-2"]);
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-3"]);
  });

  it("does not remove the good one that was there before", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"), recordOf("GHSA-2"));
    await system.sync();
    system.bucket.putBytes("npm", "GHSA-2", "2026-03-01T11:00:00Z", Buffer.from("[]]"));
    await system.pool.query("update advisory_feed set full_at = null");
    await system.sync();
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-2"]);
    expect(await system.quarantine()).toHaveLength(1);
  });

  it("leaves quarantine when the source takes it away", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"));
    system.bucket.putBytes("npm", "GHSA-2", "2026-03-01T10:00:00Z", Buffer.from("no"));
    await system.sync();
    system.bucket.remove("npm", "GHSA-2");
    await system.pool.query("update advisory_feed set full_at = null");
    await system.sync();
    expect(await system.quarantine()).toEqual([]);
  });

  it("because the database cannot hold it is found among the others", async () => {
    system.bucket.put("npm", ...manyOf(50), recordOf("GHSA-NUL"));
    // What the reader lets pass and PostgreSQL does not.
    const readOne = (bytes: Buffer) => {
      const read = readOsvRecord(bytes);
      return read.kind === "advisory" && read.advisory.key === "GHSA-NUL" ? { ...read, advisory: { ...read.advisory, summary: "a\u0000b" } } : read;
    };
    await system.sync(system.open({}, { readRecord: readOne }));
    expect(await system.keys()).toHaveLength(50);
    expect(await system.quarantine()).toMatchObject([{ key: "GHSA-NUL", code: "record_not_storable" }]);
    expect((await system.feed()).problem).toBeNull();
  });
});

describe("a source that fails", () => {
  it("is asked again after 503, 429 and broken connections", async () => {
    system.bucket.put("npm", ...manyOf(20));
    system.bucket.fail({ path: /all.zip/, status: 503, times: 1 });
    system.bucket.fail({ path: /all.zip/, status: 429, times: 1 });
    system.bucket.fail({ path: /all.zip/, cut: true, times: 1 });
    await system.sync();
    expect(await system.keys()).toHaveLength(20);
    expect(system.bucket.requests).toEqual(Array.from({ length: 4 }, () => "npm/all.zip"));
  });

  it("leaves its problem with the feed and does not stop the others", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"));
    system.bucket.put("PyPI", recordOf("PYSEC-1"));
    system.bucket.fail({ path: /^npm/, status: 500, times: 100 });
    await system.sync(system.open({ ecosystems: ["npm", "PyPI", "Nowhere"] }));
    expect(await system.keys()).toEqual(["PYSEC-1"]);
    expect((await system.feed("npm")).problem).toMatchObject({ code: "source_refused", detail: expect.stringContaining("500") });
    expect((await system.feed("Nowhere")).problem).toMatchObject({ code: "source_missing" });
    expect((await system.feed("PyPI")).problem).toBeNull();
  });

  it("is tried again after a minute, then after two", async () => {
    system.bucket.fail({ path: /^npm/, status: 400, times: 100 });
    const mirror = system.open();
    const waitThenSweep = async (minutes: number) => {
      await system.pool.query("update advisory_feed set failed_at = failed_at - $1 * interval '1 minute'", [minutes]);
      await mirror.sweep();
      const { status } = await system.feed();
      await mirror.drain();
      return status;
    };
    await mirror.sweep();
    await mirror.drain();
    expect(await waitThenSweep(0.5)).toBe("idle");
    expect(await waitThenSweep(0.6)).toBe("queued");
    expect((await system.feed()).problem).toMatchObject({ attempts: 2 });
    expect(await waitThenSweep(1.1)).toBe("idle");
    expect(await waitThenSweep(1)).toBe("queued");
  });

  it("is not followed from its own address to another kind of address", async () => {
    system.bucket.fail({ path: /all.zip/, status: 302, headers: { location: "file:///etc/passwd" }, times: 1 });
    await system.sync();
    expect((await system.feed()).problem).toMatchObject({ code: "source_refused" });
  });
});

describe("one run at a time", () => {
  it("begins again what a killed worker left, and harms nothing", async () => {
    system.bucket.put("npm", ...manyOf(5_000));
    let batches = 0;
    const dying = system.open(
      {},
      {
        apply: async (client, batch) => {
          batches += 1;
          if (batches === 2) {
            // What a killed process leaves: a feed that says that it runs, and half of the records.
            dying.stop();
            throw new Error("killed");
          }
          return applyAdvisories(client, batch);
        },
      },
    );
    await system.sync(dying);
    expect(await system.feed()).toMatchObject({ status: "running", synced_to: null, full_at: null });
    expect(await system.keys()).toHaveLength(batchRecords);
    await system.sync();
    expect(await system.feed()).toMatchObject({ status: "idle", problem: null, counts: { read: 5_000, added: 5_000 - batchRecords, unchanged: batchRecords } });
    expect(await system.keys()).toHaveLength(5_000);
  });

  it("leaves a feed alone on which another worker works", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"));
    let other = "";
    const first = system.open(
      {},
      {
        apply: async (client, batch) => {
          const second = system.open();
          await second.sweep();
          await second.drain();
          other = (await system.feed()).status;
          return applyAdvisories(client, batch);
        },
      },
    );
    await system.sync(first);
    expect(other).toBe("running");
    expect(system.bucket.requests).toEqual(["npm/all.zip"]);
  });

  it("runs now what somebody asks for, and only what is enabled", async () => {
    system.bucket.put("npm", recordOf("GHSA-1"));
    const mirror = system.open();
    await system.sync(mirror);
    system.bucket.put("npm", recordOf("GHSA-2", "2026-03-01T11:00:00Z"));
    const { id } = await system.feed();
    expect(await addSyncJob(system.pool, id)).toBe(true);
    expect((await system.feed()).status).toBe("queued");
    await mirror.drain();
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-2"]);
    await system.open({ osvUrl: null }).sweep();
    expect(await addSyncJob(system.pool, id)).toBe(false);
    expect(await system.feed()).toMatchObject({ enabled: false, status: "idle" });
  });
});
