import { Readable } from "node:stream";
import { runMigrations } from "graphile-worker";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/auth";
import { createPool, uuidv7 } from "@/lib/db";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { storeLargeUpload } from "@/lib/inventory/ingest/store-large-upload";
import { toBuildRequest } from "@/lib/inventory/upload/build-request";
import { uploadRequestSchema } from "@/lib/inventory/upload/schemas";
import { createTestDatabase, type TestDatabase } from "./setup/test-database";
import { end, until, WorkerHome } from "./setup/worker-process";

const components = 45_000;

let database: TestDatabase;
let pipelined: Pool;
let home: WorkerHome;

beforeAll(async () => {
  database = await createTestDatabase();
  await runMigrations({ connectionString: database.url });
  pipelined = createPool(database.url, 2, { pipeline: true });
  home = await WorkerHome.make();
});
afterAll(async () => {
  await pipelined?.end();
  await database?.drop();
  home?.remove();
});

async function count(table: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? 0;
}

function document(): Buffer {
  const padding = "x".repeat(300);
  return Buffer.from(
    JSON.stringify({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      components: Array.from({ length: components }, (_, i) => ({
        type: "library",
        name: `p${i}`,
        version: "1",
        purl: `pkg:npm/p${i}@1`,
        description: padding,
      })),
    }),
  );
}

describe("a worker that is killed while it takes a large document in", () => {
  it("loses nothing: the job is done again, ends once, and the temporary files of the dead are removed", async () => {
    const uploadId = uuidv7();
    const receivedAt = new Date(Date.now() - 60_000);
    const bulk = createPool(database.url, 1);
    await storeLargeUpload({ pool: bulk, ingest: new Ingest(pipelined) }, systemContext("test"), {
      source: Readable.from([document()]),
      spoolPath: home.path("spooled"),
      request: toBuildRequest(uploadRequestSchema.parse({ service: "killed" }), receivedAt),
      uploadId,
      receivedAt,
    });
    await bulk.end();

    const first = home.start(database.url);
    // The first names are committed, the facts are not.
    await until(async () => (await count("package")) > 0, 10);
    await end(first, "SIGKILL");
    expect(await count("build")).toBe(0);
    expect(home.temporary().filter((name) => name.startsWith("wherein-worker-"))).toHaveLength(1);

    const second = home.start(database.url);
    try {
      await until(async () => (await count("build")) > 0, 50);
      const { rows } = await database.pool.query("select status, build_seq, outcome->>'opened' as opened from upload where id = $1", [uploadId]);
      expect(rows).toEqual([{ status: "done", build_seq: 1, opened: String(components) }]);
      expect([await count("build"), await count("presence"), await count("package_version")]).toEqual([1, components, components]);
      const left = home.temporary().filter((name) => name.startsWith("wherein-worker-") && !name.endsWith(`-${second.pid}`));
      expect(left).toEqual([]);
    } finally {
      await end(second, "SIGTERM");
    }
    expect(home.temporary()).toEqual([]);
  });
});
