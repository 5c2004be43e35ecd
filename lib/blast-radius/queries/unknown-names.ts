import type { ClientBase } from "pg";

export type UnknownName = { facet: "team" | "service"; slug: string };

/** Those of the slugs that name nothing, in their order. */
export async function selectUnknownNames(client: ClientBase, teams: readonly string[], services: readonly string[]): Promise<UnknownName[]> {
  const { rows } = await client.query<UnknownName>({
    name: "blast-radius-unknown-names",
    text: `select 'team' as facet, w.slug from unnest($1::text[]) with ordinality as w(slug, place) where not exists (select from team t where t.slug = w.slug)
           union all
           select 'service', w.slug from unnest($2::text[]) with ordinality as w(slug, place) where not exists (select from service s where s.slug = w.slug)`,
    values: [teams, services],
  });
  return rows;
}
