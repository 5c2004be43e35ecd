import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pool } from "@/lib/db";
import { logger } from "./logger";
import { selectAppliedMigrations } from "./queries";

const headers = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", "x-content-type-options": "nosniff" };
const patienceMs = 2_000;

/** 200 as long as the process answers at all. */
export function answerHealth(): Response {
  return new Response('{"status":"ok"}', { headers });
}

/** 200 when the database answers and has all migrations, else 503 with the reason; never waits longer than 2 s. */
export async function answerReadiness(): Promise<Response> {
  const missing = await Promise.race([whatIsMissing(), new Promise<string>((resolve) => setTimeout(resolve, patienceMs, "database_slow").unref())]).catch(
    (error: unknown) => {
      logger().warn({ err: error }, "not ready");
      return "database_away";
    },
  );
  if (missing === null) return new Response('{"status":"ready"}', { headers });
  return new Response(JSON.stringify({ status: "not_ready", reason: missing }), { status: 503, headers: { ...headers, "retry-after": "2" } });
}

async function whatIsMissing(): Promise<string | null> {
  const [applied, shipped] = await Promise.all([selectAppliedMigrations(pool()), shippedMigrations()]);
  if (applied === null) return "migrations_missing";
  return shipped.every((name) => applied.has(name)) ? null : "migrations_missing";
}

let shipped: Promise<string[]> | null = null;

/** Names of this release's migrations; none where the folder is not shipped with the server. */
function shippedMigrations(): Promise<string[]> {
  shipped ??= readdir(join(/* turbopackIgnore: true */ process.cwd(), "prisma", "migrations"), { withFileTypes: true }).then(
    (entries) => entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
    () => [],
  );
  return shipped;
}
