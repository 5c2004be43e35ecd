import { afterAll, beforeAll, vi } from "vitest";
import { closePool } from "@/lib/db";
import { createTestDatabase } from "./test-database";

// Creating a database copies files: slow on a busy machine.
const patienceMs = 60_000;

/** Makes a database of this test file's own the process's DATABASE_URL, so that verbs find it, and drops it afterwards. */
export function withOwnDatabase(): void {
  let drop = async () => {};
  beforeAll(async () => {
    const database = await createTestDatabase();
    drop = database.drop;
    vi.stubEnv("DATABASE_URL", database.url);
  }, patienceMs);
  afterAll(async () => {
    await closePool();
    await drop();
  }, patienceMs);
}
