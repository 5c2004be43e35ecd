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

/** What the program prints for some of its parts, on an empty database. */
async function benchOf(database: string, parts: string): Promise<string> {
  await query(server, `create database ${database}`);
  const env = { ...process.env, NODE_ENV: "production" as const, DATABASE_URL: urlOf(database), PORT: "0", WHEREIN_URL: "http://localhost:3000" };
  await run(process.execPath, ["dist/migrate.js"], { env });
  const { stdout } = await run(process.execPath, ["dist/bench.js", "--small", "--only", parts, "--requests", "8", "--uploads", "8"], { env });
  return stdout;
}

describe.skipIf(!isBuilt)("npm run bench", () => {
  let output = "";

  beforeAll(async () => {
    output = await benchOf(name, "queries,lists,uploads,large,mixed,advised,findings,mirror,rematch,inspector");
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

describe.skipIf(!isBuilt)("npm run bench -- --only findings-100m", () => {
  const own = `${name}_many`;

  afterAll(async () => {
    await query(server, `drop database if exists ${own} with (force)`);
  });

  it("asks for the lists of a queue that is what its rows say", async () => {
    const output = await benchOf(own, "findings-100m");
    expect(output).toContain("40,000 open findings of 20 artifacts");
    for (const line of ["first page by priority", "a page from the middle by severity", "first page of what is overdue", "by service, first page"])
      expect(output).toContain(line);
    const [row] = await query<{ open: number; tallied: number; total: number; wrong: number; indexes: number }>(
      urlOf(own),
      `select (select count(*) from open_finding)::int as open, (select sum(n) from open_tally)::int as tallied, (select sum(n) from open_total)::int as total,
         (select count(*) from open_finding x left join artifact a on a.id = x.artifact_id and a.service_id = x.service_id
            left join package_version p on p.id = x.package_version_id and p.package_id = x.package_id
            left join match m on m.package_version_id = x.package_version_id and m.vulnerability_id = x.vulnerability_id
            where a.id is null or p.id is null or m.vulnerability_id is null)::int as wrong,
         (select count(*) from pg_indexes where tablename = 'open_finding')::int as indexes`,
    );
    expect(row).toEqual({ open: 40_000, tallied: 40_000, total: 40_000, wrong: 0, indexes: 11 });
  });
});
