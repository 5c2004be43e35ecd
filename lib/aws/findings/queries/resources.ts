import type { ClientBase } from "pg";
import type { ResourceRow } from "@/lib/aws/findings/merge-resource";
import { textArray, timestampArray } from "@/lib/db/binary-arrays";

const msOf = (column: string) => `round(extract(epoch from ${column}) * 1000)::float8`;

export type StoredResource = ResourceRow & { id: number };

/** What is stored of these resources, by key. */
export async function selectResources(on: ClientBase, keys: readonly string[]): Promise<Map<string, StoredResource>> {
  const { rows } = await on.query<StoredResource>(
    `select id, key, type, type_name as "typeName", account, region, name, tags, labels, platform, architecture, digest, ${msOf("said_at")} as "saidMs",
       ${msOf("platform_at")} as "platformMs", ${msOf("digest_at")} as "digestMs", ${msOf("first_seen_at")} as "firstSeenMs"
     from aws_resource where key = any($1::text[])`,
    [textArray(keys)],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

const columns = "key, type, type_name, account, region, name, tags, labels, platform, architecture, digest, said_at, platform_at, digest_at, first_seen_at";
const given = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
  $12::timestamptz[], $13::timestamptz[], $14::timestamptz[], $15::timestamptz[]) as said(${columns})`;
const tagsOf = "array(select jsonb_array_elements_text(said.tags::jsonb))";

function valuesOf(rows: readonly ResourceRow[]): Buffer[] {
  return [
    textArray(rows.map((r) => r.key)),
    textArray(rows.map((r) => r.type)),
    textArray(rows.map((r) => r.typeName)),
    textArray(rows.map((r) => r.account)),
    textArray(rows.map((r) => r.region)),
    textArray(rows.map((r) => r.name)),
    textArray(rows.map((r) => JSON.stringify(r.tags))),
    textArray(rows.map((r) => JSON.stringify(r.labels))),
    textArray(rows.map((r) => r.platform)),
    textArray(rows.map((r) => r.architecture)),
    textArray(rows.map((r) => r.digest)),
    timestampArray(rows.map((r) => r.saidMs)),
    timestampArray(rows.map((r) => r.platformMs)),
    timestampArray(rows.map((r) => r.digestMs)),
    timestampArray(rows.map((r) => r.firstSeenMs)),
  ];
}

/** Adds resources; returns their ids by key. */
export async function insertResources(on: ClientBase, rows: readonly ResourceRow[]): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const added = await on.query<{ id: number; key: string }>(
    `insert into aws_resource (${columns})
     select ${columns.replace("tags", tagsOf).replace("labels", "labels::jsonb")} from ${given} returning id, key`,
    valuesOf(rows),
  );
  return new Map(added.rows.map(({ id, key }) => [key, id]));
}

/** Writes the rows over the stored ones of the same keys. */
export async function updateResources(on: ClientBase, rows: readonly ResourceRow[]): Promise<void> {
  if (rows.length === 0) return;
  const set = columns
    .split(", ")
    .filter((name) => name !== "key")
    .map((name) => `${name} = ${name === "tags" ? tagsOf : name === "labels" ? "said.labels::jsonb" : `said.${name}`}`)
    .join(", ");
  await on.query(`update aws_resource r set ${set} from ${given} where r.key = said.key and r.key = any($1::text[])`, valuesOf(rows));
}
