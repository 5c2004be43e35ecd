import type { ClientBase } from "pg";
import type { ListServiceComponents } from "../schemas";
import { conditions, Parameters } from "./parameters";
import { viaColumn } from "./via";

export type ComponentListRow = {
  artifactId: number;
  kind: string;
  artifactName: string;
  ref: string;
  ecosystem: string;
  packageName: string;
  packageVersionId: number;
  version: string;
  release: string;
  direct: boolean;
  depth: number;
  scope: number;
  since: string;
  via: { ecosystem: string; name: string; version: string | null }[];
  key: string | number;
};

export type ComponentQuery = {
  artifactIds: readonly number[];
  pattern: string | null;
  ecosystems: readonly string[] | null;
  scopes: readonly number[] | null;
  direct: boolean | null;
  sort: ListServiceComponents["sort"];
  limit: number;
  after: { key: string | number | Date; name: string; packageVersionId: number; artifactId: number } | null;
};
export type ComponentAnswer = { rows: ComponentListRow[]; counts: { ecosystem: string; rows: number; direct: number }[] };

// A depth of 0 is unknown and comes last.
const sortKeys = {
  name: { column: 'x.name collate "C"', type: "text" },
  since: { column: "x.from_at", type: "timestamptz" },
  depth: { column: "coalesce(nullif(x.depth, 0), 32767)", type: "int" },
} as const;

/** One page of what the head builds of some artifacts hold, and totals by ecosystem over all pages. */
export async function selectComponents(client: ClientBase, query: ComponentQuery): Promise<ComponentAnswer> {
  const parameters = new Parameters();
  const filters = [
    query.pattern && `lower(k.name) like ${parameters.add(query.pattern)}::text`,
    query.ecosystems && `k.ecosystem = any(${parameters.add(query.ecosystems)}::text[])`,
    query.scopes && `p.scope = any(${parameters.add(query.scopes)}::int[])`,
    query.direct === null ? null : `p.direct = ${parameters.add(query.direct)}::boolean`,
  ];
  const descending = query.sort.startsWith("-");
  const { column, type } = sortKeys[query.sort.replace("-", "") as keyof typeof sortKeys];
  const columns = [column, 'x.name collate "C"', "x.package_version_id", "x.artifact_id"];
  const { after } = query;
  const place =
    after &&
    `(${columns.join(", ")}) ${descending ? "<" : ">"} (${parameters.add(after.key)}::${type}, ${parameters.add(after.name)}::text, ${parameters.add(after.packageVersionId)}::int, ${parameters.add(after.artifactId)}::int)`;
  const order = columns.map((each) => `${each} ${descending ? "desc" : "asc"}`).join(", ");
  const result = await client.query<ComponentAnswer>({
    text: `with x as materialized (
        select p.artifact_id, p.package_version_id, p.from_at, p.depth, p.scope, p.direct, p.via, k.ecosystem, k.name, v.version, v.release
        from presence p join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id
        where p.artifact_id = any(${parameters.add(query.artifactIds)}::int[]) and p.to_seq is null ${conditions("and", filters)})
      select coalesce((select json_agg(r) from (
          select a.id as "artifactId", a.kind, a.name as "artifactName", a.ref, p.ecosystem, p.name as "packageName", p.package_version_id as "packageVersionId",
            p.version, p.release, p.direct, p.depth, p.scope, p.from_at as since, p.key, ${viaColumn()} as via
          from (select x.*, ${column} as key, row_number() over (order by ${order}) as place from x ${conditions("where", [place])} order by ${order} limit ${parameters.add(query.limit + 1)}::int) p
          join artifact a on a.id = p.artifact_id order by p.place) r), '[]') as rows,
        coalesce((select json_agg(c) from (
          select ecosystem, count(*)::int as rows, count(*) filter (where direct)::int as direct from x group by ecosystem order by rows desc, ecosystem) c), '[]') as counts`,
    values: parameters.values,
  });
  return result.rows[0] ?? { rows: [], counts: [] };
}

/** The service's artifacts, or the one of them that is asked for; null when there is no such service. */
export async function selectArtifactIds(client: ClientBase, slug: string, artifactId: number | null): Promise<number[] | null> {
  const result = await client.query<{ ids: number[] }>({
    name: "inventory-artifact-ids",
    text: `select coalesce((select array_agg(a.id) from artifact a where a.service_id = s.id and ($2::int is null or a.id = $2)), '{}') as ids from service s where s.slug = $1`,
    values: [slug, artifactId],
  });
  return result.rows[0]?.ids ?? null;
}
