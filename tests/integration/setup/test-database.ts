import { randomBytes } from "node:crypto";
import type pg from "pg";
import { inject } from "vitest";
import { createPool } from "@/lib/db/pool";
import { addressOf, onServer } from "./template-database";

/** A database of its own for one test file, with the migrations applied. */
export type TestDatabase = { url: string; pool: pg.Pool; drop: () => Promise<void> };

/** Creates an empty database on the server of TEST_DATABASE_URL; `drop` removes it again. */
export async function createTestDatabase({ pipeline = false } = {}): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error("TEST_DATABASE_URL is not set: run `npm run test:integration`.");
  const name = `test_${randomBytes(8).toString("hex")}`;
  // Copying files instead of logging each page: a sixth of the work.
  await onServer(server, `create database ${name} template ${inject("templateDatabase")} strategy file_copy`);
  const url = addressOf(server, name);
  const pool = createPool(url, 8, { pipeline });
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}
