import { runMigrations } from "graphile-worker";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/auth";
import { createPool, inTransaction, uuidv7 } from "@/lib/db";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { storeUpload } from "@/lib/inventory/ingest/store-upload";
import type { LargeLane } from "@/lib/inventory/lane/large-lane";
import { toBuildRequest } from "@/lib/inventory/upload/build-request";
import { uploadRequestSchema } from "@/lib/inventory/upload/schemas";
import { ingestUpload } from "@/lib/jobs/ingest-upload";
import { tryOwnUpload } from "@/lib/jobs/queries";
import { sweepOwedUploads } from "@/lib/jobs/sweep";
import { startWorker } from "@/lib/jobs/worker";
import { bomOf } from "./setup/bom-fixture";
import { createTestDatabase, type TestDatabase } from "./setup/test-database";
import { startLargeLane } from "./setup/upload-server";

let database: TestDatabase;
let ingestPool: Pool;
let large: LargeLane;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  process.env.LOG_LEVEL = "silent";
  ingestPool = createPool(database.url, 4, { pipeline: true });
  await runMigrations({ connectionString: database.url });
  large = await startLargeLane();
});
afterAll(async () => {
  large?.close();
  await ingestPool?.end();
  await database?.drop();
});

/** Accepts a document as the lane does when it is full: stored and owed. */
async function accept(service: string, receivedAt = new Date()): Promise<string> {
  const uploadId = uuidv7();
  const request = toBuildRequest(uploadRequestSchema.parse({ service }), receivedAt);
  await storeUpload(ingestPool, systemContext("test"), { document: bomOf([service]), request, uploadId, receivedAt });
  return uploadId;
}

async function statusOf(uploadId: string): Promise<{ status: string; builds: number }> {
  const { rows } = await database.pool.query<{ status: string; builds: number }>(
    "select status, (select count(*)::int from build where upload_id = $1) as builds from upload where id = $1",
    [uploadId],
  );
  return rows[0] ?? { status: "missing", builds: 0 };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it did not happen within 5 s");
}

describe("an accepted upload", () => {
  it("becomes a build although its job was lost and a dead worker holds another", async () => {
    const lost = await accept("lost", new Date(Date.now() - 60_000));
    const held = await accept("held", new Date(Date.now() - 60_000));
    await database.pool.query("delete from graphile_worker._private_jobs where key = $1", [`ingest:${lost}`]);
    await database.pool.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead', attempts = 1 where key = $1", [
      `ingest:${held}`,
    ]);
    const worker = await startWorker({ queue: database.pool, ingestPool, large });
    try {
      await until(async () => (await statusOf(lost)).status === "done" && (await statusOf(held)).status === "done");
    } finally {
      await worker.stop();
    }
    expect([await statusOf(lost), await statusOf(held)]).toEqual([
      { status: "done", builds: 1 },
      { status: "done", builds: 1 },
    ]);
  });

  it("fails with a reason when its job is out of tries, and is left alone while a try is still to come", async () => {
    const exhausted = await accept("exhausted", new Date(Date.now() - 60_000));
    const waiting = await accept("waiting", new Date(Date.now() - 60_000));
    await database.pool.query("update graphile_worker._private_jobs set attempts = max_attempts where key = $1", [`ingest:${exhausted}`]);
    await database.pool.query("update graphile_worker._private_jobs set attempts = 2, run_at = now() + interval '1 hour' where key = $1", [
      `ingest:${waiting}`,
    ]);
    await sweepOwedUploads(database.pool);
    expect([await statusOf(exhausted), await statusOf(waiting)]).toEqual([
      { status: "failed", builds: 0 },
      { status: "queued", builds: 0 },
    ]);
    const { rows } = await database.pool.query("select attempts from graphile_worker._private_jobs where key = $1", [`ingest:${waiting}`]);
    expect(rows).toEqual([{ attempts: 2 }]);
  });

  it("becomes one build when two workers take it at once, or one takes it twice", async () => {
    const uploadId = await accept("once");
    const workers = [new Ingest(ingestPool), new Ingest(ingestPool)].map((ingest) => ({ pool: database.pool, ingest, large }));
    await Promise.all(workers.map((worker) => ingestUpload(worker, uploadId)));
    for (const worker of workers) await ingestUpload(worker, uploadId);
    expect(await statusOf(uploadId)).toEqual({ status: "done", builds: 1 });
  });

  it("is left alone while its owner lives, and can be owned again when the owner is gone", async () => {
    const uploadId = await accept("owned");
    const ingest = new Ingest(ingestPool);
    await inTransaction(async (owner) => {
      expect(await tryOwnUpload(owner, uploadId)).toBe(true);
      await ingestUpload({ pool: database.pool, ingest, large }, uploadId);
      expect((await statusOf(uploadId)).builds).toBe(0);
    }, database.pool);
    await ingestUpload({ pool: database.pool, ingest, large }, uploadId);
    expect((await statusOf(uploadId)).builds).toBe(1);
  });
});
