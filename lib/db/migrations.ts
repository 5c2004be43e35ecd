import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import pg from "pg";

/** PostgreSQL's server_version_num of the oldest release that is supported. */
const oldestVersionNum = 150_000;
/** One number for all starts of Wherein on a database: they migrate one after the other. */
const lockKey = 7_218_440_517;

/** A migration that fails, or that another Wherein made; the message is one sentence for people. */
export class MigrationProblem extends Error {}

type Migration = { name: string; sql: string; checksum: string };

/** The migrations of prisma/migrations in order, with the checksum Prisma records. */
export function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(directory, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * Brings the database to the newest migration, and graphile-worker's own schema with it.
 * When nothing is missing this is two plain queries; the WebAssembly engine is loaded only otherwise.
 * @returns the names of what was applied
 * @throws MigrationProblem, or the error of pg when the database cannot be used
 */
export async function migrate(databaseUrl: string, root: string): Promise<string[]> {
  const migrations = readMigrations(join(root, "prisma/migrations"));
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000, application_name: "wherein-migrate" });
  await client.connect();
  // A server that ends while the lock is held is reported by the query that runs then.
  client.on("error", () => {});
  try {
    await requireVersion(client);
    if ((await missing(client, migrations)).length === 0 && (await jobTablesPresent(client))) return [];
    // The lock lives in a transaction of its own connection, and so ends with this process at the latest.
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [lockKey]);
    const names = await missing(client, migrations);
    await forgetCutOff(databaseUrl, names);
    if (names.length > 0) await applyAll(databaseUrl, root, migrations);
    await createJobTables(databaseUrl);
    await client.query("commit");
    return names;
  } finally {
    await client.end();
  }
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ num: number; text: string }>(
    "select current_setting('server_version_num')::int as num, current_setting('server_version') as text",
  );
  const version = rows[0];
  if (version !== undefined && version.num < oldestVersionNum) {
    throw new MigrationProblem(`DATABASE_URL leads to PostgreSQL ${version.text}: Wherein needs 15 or newer.`);
  }
}

/** The names that `_prisma_migrations` does not have as finished. An unknown or changed one is a problem to solve first. */
async function missing(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  const table = await client.query<{ present: boolean }>("select to_regclass('_prisma_migrations') is not null as present");
  if (table.rows[0]?.present !== true) return migrations.map(({ name }) => name);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "select migration_name as name, checksum from _prisma_migrations where rolled_back_at is null and finished_at is not null",
  );
  const applied = new Map(rows.map((row) => [row.name, row]));
  for (const row of rows) {
    const known = migrations.find(({ name }) => name === row.name);
    if (known === undefined) {
      throw new MigrationProblem(`The database was migrated by a newer Wherein (it has ${row.name}): start that version, or restore a backup.`);
    }
    if (known.checksum !== row.checksum) {
      throw new MigrationProblem(
        `The migration ${row.name} was applied in another form than this Wherein carries: the database and the program do not belong together.`,
      );
    }
  }
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name));
}

/**
 * A migration and its mark "finished" are one transaction, so one that is not finished left nothing behind:
 * its row is closed as rolled back, and the migration is tried again.
 */
async function forgetCutOff(databaseUrl: string, names: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const table = await client.query<{ present: boolean }>("select to_regclass('_prisma_migrations') is not null as present");
    if (table.rows[0]?.present !== true) return;
    await client.query(
      "update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null and migration_name = any($1)",
      [names],
    );
  } finally {
    await client.end();
  }
}

const markFinished = "update _prisma_migrations set finished_at = clock_timestamp() where finished_at is null and rolled_back_at is null";

async function applyAll(databaseUrl: string, root: string, migrations: Migration[]): Promise<void> {
  const { openSchemaEngine } = await import("./schema-engine");
  const scripts = new Set(migrations.map(({ sql }) => sql));
  const wrap = (script: string) => (scripts.has(script) ? `${script}\n;${markFinished}` : script);
  const { engine, scriptProblem, close } = await openSchemaEngine(databaseUrl, readFileSync(join(root, "prisma/schema.prisma"), "utf8"), wrap);
  try {
    await engine.applyMigrations({
      migrationsList: {
        baseDir: join(root, "prisma/migrations"),
        lockfile: { path: "migration_lock.toml", content: readFileSync(join(root, "prisma/migrations/migration_lock.toml"), "utf8") },
        shadowDbInitScript: "",
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
  } catch (error) {
    const reason = scriptProblem() ?? (error instanceof Error ? error.message : String(error));
    throw new MigrationProblem(`The database could not be migrated, and nothing of the failed step was kept: ${reason}.`, { cause: error });
  } finally {
    await close();
  }
}

/** graphile-worker records each step as a row; its package holds one file per step. */
async function jobTablesPresent(client: pg.Client): Promise<boolean> {
  const table = await client.query<{ present: boolean }>("select to_regclass('graphile_worker.migrations') is not null as present");
  if (table.rows[0]?.present !== true) return false;
  const { rows } = await client.query<{ newest: number }>("select coalesce(max(id), 0)::int as newest from graphile_worker.migrations");
  const home = dirname(createRequire(import.meta.url).resolve("graphile-worker/package.json"));
  const shipped = Math.max(...readdirSync(join(home, "sql")).map((file) => Number.parseInt(file, 10)));
  return (rows[0]?.newest ?? 0) >= shipped;
}

async function createJobTables(databaseUrl: string): Promise<void> {
  const { runMigrations } = await import("graphile-worker");
  const { silentLogger } = await import("./silent-logger");
  await runMigrations({ connectionString: databaseUrl, logger: silentLogger() });
}
