import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);

/** A migrated database of its own beside the one of `databaseUrl`, gone after `work`. */
export async function withScratchDatabase<T>(
  root: string,
  databaseUrl: string,
  name: string,
  work: (client: pg.Client, url: string) => Promise<T>,
): Promise<T> {
  const scratch = `bench_${name}_${process.pid}`;
  const url = new URL(databaseUrl);
  url.pathname = `/${scratch}`;
  await onServer(databaseUrl, `create database ${scratch}`);
  try {
    await run(process.execPath, [join(root, "dist/migrate.js")], { env: { ...process.env, DATABASE_URL: url.href } });
    const client = new pg.Client({ connectionString: url.href, options: "-c timezone=UTC -c jit=off" });
    await client.connect();
    try {
      return await work(client, url.href);
    } finally {
      await client.end();
    }
  } finally {
    await onServer(databaseUrl, `drop database ${scratch} with (force)`);
  }
}

async function onServer(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
