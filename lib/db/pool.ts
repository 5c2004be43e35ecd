import pg from "pg";
import { env } from "@/lib/env";

// Next and the server bundle each carry a copy of this module: one pool per process lives on globalThis.
const holder = globalThis as typeof globalThis & { whereinPool?: pg.Pool; whereinPlainPool?: pg.Pool };

const poolMax = 10;
const plainPoolMax = 3;

/** The process's PostgreSQL pool. Times come back as Date, bigint counts as number. */
export function pool(): pg.Pool {
  holder.whereinPool ??= createPool(env().DATABASE_URL, poolMax, { pipeline: true });
  return holder.whereinPool;
}

/** The process's connections without `pipeline`, for what copies; opened only where something does. */
export function plainPool(): pg.Pool {
  holder.whereinPlainPool ??= createPool(env().DATABASE_URL, plainPoolMax);
  return holder.whereinPlainPool;
}

/**
 * A pool with the product's session settings: UTC, no JIT (it costs more than our longest query), and type parsers that
 * never lose a count. `pipeline` lets several statements of one connection travel together.
 */
export function createPool(connectionString: string, max: number, { pipeline = false } = {}): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const created = new pg.Pool({
    connectionString,
    max,
    types,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    options: "-c timezone=UTC -c jit=off",
    application_name: "wherein",
    ...(pipeline ? { pipeline } : {}),
  });
  // An idle connection that the server ends must not end the process; the next query opens another.
  created.on("error", () => {});
  created.on("connect", (client) => client.on("error", () => {}));
  return created;
}

/** Ends the pools; for shutdown and tests. */
export async function closePool(): Promise<void> {
  const open = [holder.whereinPool, holder.whereinPlainPool];
  holder.whereinPool = undefined;
  holder.whereinPlainPool = undefined;
  await Promise.all(open.map((each) => each?.end()));
}
