import type { ClientBase } from "pg";
import { byteaArray, int4Array, textArray, timestampArray } from "@/lib/db/binary-arrays";

export type StoredDetail = { source: string; saidMs: number; digest: Buffer };
/** An advisory of Inspector with which details it holds. */
export type StoredVulnerability = { id: number; details: StoredDetail[] };

/** What is stored of vulnerabilities by Inspector, by their ids. */
export async function selectVulnerabilities(on: ClientBase, keys: readonly string[]): Promise<Map<string, StoredVulnerability>> {
  const { rows } = await on.query<StoredDetail & { id: number; key: string }>(
    `select a.id, a.key, d.source, round(extract(epoch from d.said_at) * 1000)::float8 as "saidMs", d.digest
     from advisory a join inspector_detail d on d.advisory_id = a.id where a.source = 'inspector' and a.key = any($1::text[])`,
    [textArray(keys)],
  );
  const found = new Map<string, StoredVulnerability>();
  for (const { id, key, ...detail } of rows) {
    const known = found.get(key) ?? { id, details: [] };
    known.details.push(detail);
    found.set(key, known);
  }
  return found;
}

/** Bytes and group of advisories, for who holds their lock. */
export async function selectRecords(on: ClientBase, ids: readonly number[]): Promise<Map<number, { group: number; raw: Buffer }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await on.query<{ id: number; group: number; raw: Buffer }>(
    `select id, vulnerability_id as "group", raw from advisory where id = any($1::int4[])`,
    [int4Array(ids)],
  );
  return new Map(rows.map(({ id, ...stored }) => [id, stored]));
}

export type DetailRow = StoredDetail & { advisoryId: number };

/** Remembers when details were said last, and which. */
export async function upsertDetails(on: ClientBase, rows: readonly DetailRow[]): Promise<void> {
  if (rows.length === 0) return;
  await on.query({
    name: "inspector-details",
    text: `insert into inspector_detail (advisory_id, source, said_at, digest) select * from unnest($1::int4[], $2::text[], $3::timestamptz[], $4::bytea[])
      on conflict (advisory_id, source) do update set said_at = excluded.said_at, digest = excluded.digest`,
    values: [
      int4Array(rows.map((r) => r.advisoryId)),
      textArray(rows.map((r) => r.source)),
      timestampArray(rows.map((r) => r.saidMs)),
      byteaArray(rows.map((r) => r.digest)),
    ],
  });
}
