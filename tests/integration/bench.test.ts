import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// The benchmark's own program on a small fleet: that every part of it still runs against the built product.

const server = process.env.TEST_DATABASE_URL ?? "";
const name = `bench_${randomBytes(6).toString("hex")}`;
const isBuilt = existsSync("dist/bench.js") && existsSync("dist/server.js") && existsSync(".next/BUILD_ID");
if (!isBuilt) process.stdout.write("The benchmark's test is left out: the product is not built (npm run build).\n");

const run = promisify(execFile);

function urlOf(database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

describe.skipIf(!isBuilt)("npm run bench", () => {
  let output = "";

  beforeAll(async () => {
    await query(server, `create database ${name}`);
    const environment = { ...process.env, NODE_ENV: "production" as const, DATABASE_URL: urlOf(name), PORT: "0", WHEREIN_URL: "http://localhost:3000" };
    await run(process.execPath, ["dist/migrate.js"], { env: environment });
    const result = await run(
      process.execPath,
      [
        "dist/bench.js",
        "--small",
        "--only",
        "queries,lists,uploads,large,mixed,advised,findings,mirror,rematch,inspector",
        "--requests",
        "8",
        "--uploads",
        "8",
      ],
      {
        env: environment,
      },
    );
    output = result.stdout;
  });

  afterAll(async () => {
    await query(server, `drop database if exists ${name} with (force)`);
  });

  it("prints a line for every question and every kind of upload", () => {
    for (const line of [
      "name@version",
      "name@range",
      "@scope/*",
      "sha256 of a component",
      "totals by team",
      "800 indicators, now and in a window",
      "grid of teams",
      "plan of upgrades",
      "type-ahead",
      "verdict page",
      "identical document",
      "identical composition",
      "1 % changed",
      "first build",
      "gzip",
      "during ingest",
      "with advisories",
      "question by the id",
      "a malware record that hits",
      "first page by priority",
      "the figures of the fleet",
      "the fleet's plan of upgrades",
      "a decision on 200 findings",
      "npm, first load of 1,000",
      "everything matched anew",
    ]) {
      expect(output).toContain(line);
    }
  });

  it("loads a fleet that the product could have ingested itself", async () => {
    const [row] = await query<{ current: number; wrong: number; hashes: number; heads: number }>(
      urlOf(name),
      `select (select count(*) from presence p join artifact a on a.id = p.artifact_id where to_seq is null and a.id <= 100)::int as current,
              (select count(*) from presence p left join package_version v on v.id = p.package_version_id where v.id is null or to_seq <= from_seq or to_at < from_at)::int as wrong,
              (select count(*) from presence p left join package_version_hash h on h.id = p.hash_id where p.hash_id is not null and h.package_version_id is distinct from p.package_version_id)::int as hashes,
              (select count(*) from artifact_head h join build b on b.artifact_id = h.artifact_id and b.seq = h.head_seq and b.built_at = h.head_built_at join composition c on c.hash = h.composition_hash where h.artifact_id <= 100)::int as heads`,
    );
    expect(row).toEqual({ current: 50_000, wrong: 0, hashes: 0, heads: 100 });
  });
});
