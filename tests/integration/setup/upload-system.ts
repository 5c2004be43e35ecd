import { runMigrations } from "graphile-worker";
import type { Pool } from "pg";
import { afterAll, beforeAll } from "vitest";
import { closePool, createPool } from "@/lib/db";
import { startWorker } from "@/lib/jobs/worker";
import { createTestDatabase, type TestDatabase } from "./test-database";
import { type Answer, sendUpload, startLargeLane, startUploadServer, tokenWith, type UploadServer } from "./upload-server";

const tables = ["service", "artifact", "build", "document", "document_body", "composition", "presence", "upload"];

/** A web process, a worker and a database of the test file's own, through which uploads go as in production. Filled when the tests begin. */
export class UploadSystem {
  database!: TestDatabase;
  server!: UploadServer;
  ingestPool!: Pool;
  /** May upload. */
  token!: string;

  readonly send = (body: Buffer | Iterable<Buffer>, query: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Answer> =>
    sendUpload({ port: this.server.port, token: this.token, query: { service: "svc", ...query }, headers, body });

  /** How many rows there are of everything that an upload may write. */
  readonly stored = async (): Promise<string> => {
    const { rows } = await this.database.pool.query(`select ${tables.map((table) => `(select count(*) from ${table}) as ${table}`).join(", ")}`);
    return JSON.stringify(rows[0]);
  };
}

/** Starts the system before the tests of this file and ends it after them, in the order in which its parts need each other. */
export function withUploadSystem(): UploadSystem {
  const system = new UploadSystem();
  const ends: (() => unknown)[] = [];
  beforeAll(async () => {
    system.database = await createTestDatabase();
    ends.push(() => system.database.drop(), closePool);
    process.env.DATABASE_URL = system.database.url;
    process.env.LOG_LEVEL = "silent";
    await runMigrations({ connectionString: system.database.url });
    system.server = await startUploadServer();
    ends.push(() => system.server.close());
    system.ingestPool = createPool(system.database.url, 4, { pipeline: true });
    ends.push(() => system.ingestPool.end());
    const large = await startLargeLane();
    ends.push(() => large.close());
    const worker = await startWorker({ queue: system.database.pool, ingestPool: system.ingestPool, large });
    ends.push(() => worker.stop());
    system.token = await tokenWith(["sbom:write"]);
  }, 60_000);
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  return system;
}
