import type pg from "pg";
import { digestOfImage } from "../inspector/made-findings";

const written = [
  "aws_resource",
  "aws_resource_artifact",
  "inspector_finding",
  "inspector_listing",
  "inspector_package",
  "inspector_detail",
  "observation",
  "advisory",
  "vulnerability",
  "vulnerability_alias",
];

/** Artifacts of which each has builds of so many images: image i is of artifact i modulo `artifacts`. */
export async function addImageBuilds(client: pg.Client, artifacts: number, images: number): Promise<void> {
  await client.query("insert into service (slug, name) select 'scanned-' || n, 'scanned-' || n from generate_series(1, $1::int) n", [artifacts]);
  await client.query(
    "insert into artifact (service_id, kind, name, ref) select id, 'image', 'app', 'main' from service where slug like 'scanned-%' order by id",
  );
  await client.query(
    `insert into build (artifact_id, seq, digests, built_at, received_at, document_sha256, composition_hash, upload_id, opened, closed)
     select a.id, i.n / $1 + 1, array[i.digest], now(), now(), '', '', gen_random_uuid(), 0, 0
       from (select digest, (place - 1)::int as n from unnest($2::text[]) with ordinality as d(digest, place)) i
       join (select id, (row_number() over (order by id) - 1)::int as n from artifact where name = 'app') a on a.n = i.n % $1`,
    [artifacts, Array.from({ length: images }, (_, image) => digestOfImage(image))],
  );
}

/** The floor of storing: the rows that are there, copied within the server into tables with the same indexes. Seconds, and rows. */
export async function copyInspected(client: pg.Client): Promise<{ seconds: number; rows: number }> {
  for (const table of written) await client.query(`create table floor_${table} (like ${table} including all)`);
  const startedMs = performance.now();
  let rows = 0;
  await client.query("begin");
  for (const table of written) rows += (await client.query(`insert into floor_${table} select * from ${table}`)).rowCount ?? 0;
  await client.query("commit");
  const seconds = (performance.now() - startedMs) / 1_000;
  await client.query(`drop table ${written.map((table) => `floor_${table}`).join(", ")}`);
  return { seconds, rows };
}

/** Findings and observations that are there, by what they are. */
export async function countInspected(
  client: pg.Client,
): Promise<{ findings: number; packages: number; observations: number; open: number; vulnerabilities: number }> {
  const { rows } = await client.query(
    `select (select count(*) from inspector_finding)::int as findings, (select count(*) from inspector_package)::int as packages, count(*)::int as observations,
       (count(*) filter (where state = 'open'))::int as open, (select count(*) from advisory where source = 'inspector')::int as vulnerabilities from observation`,
  );
  return rows[0];
}

/** As autovacuum does after a load. */
export async function analyseInspected(client: pg.Client): Promise<void> {
  await client.query(`vacuum analyze ${written.join(", ")}`);
}
