import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

const migrations = join(process.cwd(), "prisma/migrations");

/** The address of another database on the same server. */
export function addressOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs statements one after another in a connection of their own. */
export async function onServer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes a database with the migrations applied, of which each test file gets a copy: a tenth of what applying them again costs. Returns its name. */
export async function makeTemplateDatabase(server: string): Promise<string> {
  const name = `test_template_${randomBytes(8).toString("hex")}`;
  await onServer(server, `create database ${name}`);
  const folders = readdirSync(migrations, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const statements = folders.map((entry) => entry.name).sort();
  const sql = [...statements.map((folder) => join(migrations, folder, "migration.sql")), join(import.meta.dirname, "emptied.sql")];
  await onServer(addressOf(server, name), ...sql.map((file) => readFileSync(file, "utf8")));
  return name;
}
