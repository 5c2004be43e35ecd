import type { ClientBase, Pool } from "pg";
import { byteaArray, float4Array, int2Array, int4Array, int4OrNullArray, textArray, timestampArray } from "@/lib/db/binary-arrays";

// Not named, where a plan is more than one look into an index: one kept from an empty database would read whole tables.

export type StoredFinding = {
  id: number;
  arn: string;
  resourceId: number;
  advisoryId: number | null;
  status: string;
  updatedMs: number;
  unlistedMs: number | null;
  digest: Buffer;
};

/** What is stored of these findings, by ARN. */
export async function selectStoredFindings(on: ClientBase | Pool, arns: readonly string[]): Promise<Map<string, StoredFinding>> {
  if (arns.length === 0) return new Map();
  const { rows } = await on.query<StoredFinding>(
    `select id, arn, resource_id as "resourceId", advisory_id as "advisoryId", status, (extract(epoch from updated_at) * 1000)::float8 as "updatedMs",
       (extract(epoch from unlisted_at) * 1000)::float8 as "unlistedMs", digest
     from inspector_finding where arn = any($1::text[])`,
    [textArray(arns)],
  );
  return new Map(rows.map((row) => [row.arn, { ...row, updatedMs: Math.round(row.updatedMs), unlistedMs: row.unlistedMs && Math.round(row.unlistedMs) }]));
}

export type FindingRow = {
  arn: string;
  resourceId: number;
  advisoryId: number | null;
  kind: string;
  status: string;
  saidStatus: string;
  severity: string;
  severityRank: number;
  score: number | null;
  title: string;
  fixAvailable: string | null;
  exploitAvailable: boolean | null;
  epss: number | null;
  firstObservedMs: number;
  lastObservedMs: number;
  updatedMs: number;
  unlistedMs: number | null;
  digest: Buffer;
  raw: Buffer;
};

const columns =
  "arn, resource_id, advisory_id, kind, status, said_status, severity, severity_rank, score, title, fix_available, exploit_available, epss, first_observed_at, last_observed_at, updated_at, unlisted_at, digest, raw";
const given = `unnest($3::text[], $4::int4[], $5::int4[], $6::text[], $7::text[], $8::text[], $9::text[], $10::int2[], $11::float4[], $12::text[], $13::text[], $14::text[],
  $15::float4[], $16::timestamptz[], $17::timestamptz[], $18::timestamptz[], $19::timestamptz[], $20::bytea[], $21::bytea[]`;

function valuesOf(rows: readonly FindingRow[]): Buffer[] {
  return [
    textArray(rows.map((r) => r.arn)),
    int4Array(rows.map((r) => r.resourceId)),
    int4OrNullArray(rows.map((r) => r.advisoryId)),
    textArray(rows.map((r) => r.kind)),
    textArray(rows.map((r) => r.status)),
    textArray(rows.map((r) => r.saidStatus)),
    textArray(rows.map((r) => r.severity)),
    int2Array(rows.map((r) => r.severityRank)),
    float4Array(rows.map((r) => r.score)),
    textArray(rows.map((r) => r.title)),
    textArray(rows.map((r) => r.fixAvailable)),
    textArray(rows.map((r) => (r.exploitAvailable === null ? null : String(r.exploitAvailable)))),
    float4Array(rows.map((r) => r.epss)),
    timestampArray(rows.map((r) => r.firstObservedMs)),
    timestampArray(rows.map((r) => r.lastObservedMs)),
    timestampArray(rows.map((r) => r.updatedMs)),
    timestampArray(rows.map((r) => r.unlistedMs)),
    byteaArray(rows.map((r) => r.digest)),
    byteaArray(rows.map((r) => r.raw)),
  ];
}

/** How the rows came. */
export type Reception = { source: string; at: Date };

/** Adds findings; returns their ids by ARN. */
export async function insertFindings(on: ClientBase, rows: readonly FindingRow[], { source, at }: Reception): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const added = await on.query<{ id: number; arn: string }>({
    name: "inspector-add-findings",
    text: `insert into inspector_finding (${columns}, source, received_at)
      select ${columns.replace("exploit_available", "exploit_available::bool")}, $1, $2::timestamptz from ${given}) as said(${columns}) returning id, arn`,
    values: [source, at, ...valuesOf(rows)],
  });
  return new Map(added.rows.map(({ id, arn }) => [arn, id]));
}

/** Writes what later reports say over the stored findings of the same ARNs. */
export async function updateFindings(on: ClientBase, rows: readonly FindingRow[], { source, at }: Reception): Promise<void> {
  if (rows.length === 0) return;
  const names = columns.split(", ").filter((name) => name !== "arn");
  const set = names.map((name) => `${name} = said.${name}${name === "exploit_available" ? "::bool" : ""}`).join(", ");
  await on.query(
    `update inspector_finding f set ${set}, source = $1, received_at = $2::timestamptz from ${given}) as said(${columns})
     where f.arn = said.arn and f.arn = any($3::text[])`,
    [source, at, ...valuesOf(rows)],
  );
}

/** Opens findings again that a listing did not have and a later one has. */
export async function relistFindings(on: ClientBase, ids: readonly number[]): Promise<void> {
  await on.query("update inspector_finding set status = said_status, unlisted_at = null where id = any($1::int4[])", [int4Array(ids)]);
}

export type PackageRow = {
  findingId: number;
  n: number;
  packageVersionId: number | null;
  unmapped: string | null;
  manager: string;
  name: string;
  version: string;
  filePath: string | null;
  fixed: string | null;
  layer: string | null;
};

/** The packages of findings, in their order. */
export async function selectPackages(on: ClientBase, findingIds: readonly number[]): Promise<PackageRow[]> {
  if (findingIds.length === 0) return [];
  const { rows } = await on.query<PackageRow>(
    `select finding_id as "findingId", n, package_version_id as "packageVersionId", unmapped, manager, name, version, file_path as "filePath", fixed, layer
     from inspector_package where finding_id = any($1::int4[]) order by finding_id, n`,
    [int4Array(findingIds)],
  );
  return rows;
}

export async function deletePackages(on: ClientBase, findingIds: readonly number[]): Promise<void> {
  if (findingIds.length > 0) await on.query("delete from inspector_package where finding_id = any($1::int4[])", [int4Array(findingIds)]);
}

export async function insertPackages(on: ClientBase, rows: readonly PackageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await on.query({
    name: "inspector-add-packages",
    text: `insert into inspector_package (finding_id, n, package_version_id, unmapped, manager, name, version, file_path, fixed, layer)
      select * from unnest($1::int4[], $2::int2[], $3::int4[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])`,
    values: [
      int4Array(rows.map((r) => r.findingId)),
      int2Array(rows.map((r) => r.n)),
      int4OrNullArray(rows.map((r) => r.packageVersionId)),
      textArray(rows.map((r) => r.unmapped)),
      textArray(rows.map((r) => r.manager)),
      textArray(rows.map((r) => r.name)),
      textArray(rows.map((r) => r.version)),
      textArray(rows.map((r) => r.filePath)),
      textArray(rows.map((r) => r.fixed)),
      textArray(rows.map((r) => r.layer)),
    ],
  });
}
