import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { build } from "esbuild";
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

const components = 45_000;

let database: TestDatabase;
let pipelined: Pool;
let home: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await runMigrations({ connectionString: database.url });
  pipelined = createPool(database.url, 2, { pipeline: true });
  const cache = join(process.cwd(), "node_modules/.cache/wherein-test");
  mkdirSync(cache, { recursive: true });
  home = mkdtempSync(join(cache, "crash-"));
  mkdirSync(join(home, "temporary"));
  const entryPoints = { worker: "scripts/worker.ts", "large-thread": "lib/inventory/lane/large-thread.ts" };
  const points = Object.entries(entryPoints).map(([out, source]) => ({ in: source, out }));
  await build({
    entryPoints: points,
    outdir: join(home, "dist"),
    outExtension: { ".js": ".js" },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
});
afterAll(async () => {
  await pipelined?.end();
  await database?.drop();
  if (home) rmSync(home, { recursive: true, force: true });
});

/** The worker process as it is shipped, with a directory of its own for temporary files. */
function startWorkerProcess(): ChildProcess {
  const env = { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: "silent", TMPDIR: join(home, "temporary") };
  return fork(join(home, "dist", "worker.js"), [], { cwd: home, env, execArgv: [], stdio: ["ignore", "ignore", 2, "ipc"] });
}

async function until(condition: () => Promise<boolean>, everyMs: number): Promise<void> {
  for (let waited = 0; waited < 40_000; waited += everyMs) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error("it did not happen within 40 s");
}

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
      spoolPath: join(home, "spooled"),
      request: toBuildRequest(uploadRequestSchema.parse({ service: "killed" }), receivedAt),
      uploadId,
      receivedAt,
    });
    await bulk.end();

    const first = startWorkerProcess();
    // The first names are committed, the facts are not.
    await until(async () => (await count("package")) > 0, 10);
    const dead = new Promise((resolve) => first.once("exit", resolve));
    first.kill("SIGKILL");
    await dead;
    expect(await count("build")).toBe(0);
    expect(readdirSync(join(home, "temporary")).filter((name) => name.startsWith("wherein-worker-"))).toHaveLength(1);

    const second = startWorkerProcess();
    try {
      await until(async () => (await count("build")) > 0, 50);
      const { rows } = await database.pool.query("select status, build_seq, outcome->>'opened' as opened from upload where id = $1", [uploadId]);
      expect(rows).toEqual([{ status: "done", build_seq: 1, opened: String(components) }]);
      expect([await count("build"), await count("presence"), await count("package_version")]).toEqual([1, components, components]);
      const left = readdirSync(join(home, "temporary")).filter((name) => name.startsWith("wherein-worker-") && !name.endsWith(`-${second.pid}`));
      expect(left).toEqual([]);
    } finally {
      const ended = new Promise((resolve) => second.once("exit", resolve));
      second.kill("SIGTERM");
      await ended;
    }
    expect(readdirSync(join(home, "temporary"))).toEqual([]);
  }, 90_000);
});
