import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { createPool } from "@/lib/db/pool";

/** A database of its own for one test file, with the migrations applied. */
export type TestDatabase = { url: string; pool: pg.Pool; drop: () => Promise<void> };

const migrations = join(process.cwd(), "prisma/migrations");

/** Creates an empty database on the server of TEST_DATABASE_URL; `drop` removes it again. */
export async function createTestDatabase({ pipeline = false } = {}): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error("TEST_DATABASE_URL is not set: run `npm run test:integration`.");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = createPool(url.href, 8, { pipeline });
  for (const directory of readdirSync(migrations, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()) {
    await pool.query(readFileSync(join(migrations, directory, "migration.sql"), "utf8"));
  }
  return {
    url: url.href,
    pool,
    drop: async () => {
      await pool.end();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
