import type { ClientBase } from "pg";
import type { DecisionScope } from "../../words";

/** Keeps other imports out until the transaction ends, so that what one finds said stays said. Taken before every other lock. */
export async function lockVex(client: ClientBase): Promise<void> {
  await client.query({ name: "vex-lock", text: "select pg_advisory_xact_lock(hashtextextended('wherein.vex', 0))" });
}

/** Ids that mean the same as each of these names, in upper case; names that no advisory has are left out. */
export async function selectAliasGroups(client: ClientBase, names: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ name: string; names: string[] }>({
    name: "vex-alias-groups",
    text: `select va.name, array(select x.name from vulnerability_alias x where x.vulnerability_id = va.vulnerability_id order by 1) as names
      from vulnerability_alias va where va.name = any($1::text[])`,
    values: [names],
  });
  return new Map(rows.map(({ name, names }) => [name, names]));
}

/** A product as it is looked for; `n` is its place in the document. */
export type WantedProduct = { n: number; names: readonly string[]; version: string | null; digests: readonly string[]; serial: string | null };
export type ProductArtifact = { n: number; artifactId: number; kind: string };

/**
 * The artifacts that products are: those with a build of one of the digests, those whose newest SBOM has the serial number, and, of products without digests,
 * those that are called so, by themselves or with their service in front, and have a build of the version where one is named.
 */
export async function selectArtifactsOfProducts(client: ClientBase, wanted: readonly WantedProduct[], within: Within): Promise<ProductArtifact[]> {
  const { rows } = await client.query<ProductArtifact>({
    name: "vex-product-artifacts",
    text: `with wanted as materialized (select * from json_to_recordset($1::json) as w(n int, names text[], version text, digests text[], serial text)),
      named as materialized (select a.id, lower(a.name) as name from artifact a
        union all select a.id, lower(s.slug || '/' || a.name) from artifact a join service s on s.id = a.service_id),
      found as (
        select w.n, b.artifact_id from wanted w join build b on b.digests && w.digests where cardinality(w.digests) > 0
        union select w.n, h.artifact_id from wanted w join artifact_head h on true join document d on d.sha256 = h.document_sha256
          where w.serial is not null and position(convert_to(w.serial, 'UTF8') in d.head) > 0
        union select w.n, a.id from wanted w cross join unnest(w.names) as k(name) join named a on a.name = k.name
          where cardinality(w.digests) = 0 and (w.version is null or exists (select from build b where b.artifact_id = a.id and b.version = w.version)))
      select f.n, f.artifact_id as "artifactId", a.kind from found f join artifact a on a.id = f.artifact_id join service s on s.id = a.service_id
       where case $2 when 'artifact' then a.id = $3 when 'service' then s.id = $3 when 'team' then s.team_id = $3 else true end order by 1, 2`,
    values: [JSON.stringify(wanted), within.scope, within.scopeId],
  });
  return rows;
}

/** Where a document counts. */
export type Within = { scope: DecisionScope; scopeId: number | null };

/** Which of these packages no SBOM has named. */
export async function countUnnamed(client: ClientBase, packageIds: readonly number[]): Promise<number> {
  const { rows } = await client.query<{ count: number }>({
    name: "vex-unnamed",
    text: "select count(*)::int as count from package where id = any($1::int[]) and advisory_only",
    values: [packageIds],
  });
  return rows[0]?.count ?? 0;
}
