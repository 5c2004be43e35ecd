import type { ClientBase, Pool } from "pg";

export type PackageHitRow = { ecosystem: string; name: string };
export type ServiceHitRow = { slug: string; name: string; teamSlug: string | null; teamName: string | null; teamContact: string | null };

const endOfPrefix = "\u{10FFFF}";

/**
 * Packages whose name or last segment begins with the text: exact ones first, then shorter ones. Each index is walked
 * from the prefix on and left after `limit` rows, so a single letter costs no more than a long word.
 */
export async function selectPackagesByPrefix(
  client: ClientBase | Pool,
  prefixes: readonly string[],
  leaf: string,
  ecosystem: string | null,
  limit: number,
): Promise<PackageHitRow[]> {
  const result = await client.query<PackageHitRow>({
    name: "search-packages",
    text: `with found as (
        select k.id, k.ecosystem, k.name, k.leaf from unnest($1::text[], $2::text[]) as w(low, high)
        cross join lateral (select * from package where not advisory_only and name ~>=~ w.low and name ~<~ w.high and ($5::text is null or ecosystem = $5) order by name using ~<~ limit $6) k
        union
        select k.id, k.ecosystem, k.name, k.leaf
        from (select * from package where not advisory_only and leaf ~>=~ $3 and leaf ~<~ $4 and ($5::text is null or ecosystem = $5) order by leaf using ~<~ limit $6) k)
      select ecosystem, name from found
      order by name = any($1::text[]) desc, leaf = $3 desc, length(name), name collate "C", ecosystem limit $6`,
    values: [prefixes, prefixes.map((prefix) => prefix + endOfPrefix), leaf, leaf + endOfPrefix, ecosystem, limit],
  });
  return result.rows;
}

/** Services whose slug or name holds the text: exact ones first, then those that begin with it. */
export async function selectServicesByText(client: ClientBase | Pool, text: string, pattern: string, limit: number): Promise<ServiceHitRow[]> {
  const result = await client.query<ServiceHitRow>({
    name: "search-services",
    text: `select s.slug, s.name, t.slug as "teamSlug", t.name as "teamName", t.contact as "teamContact"
      from (select *, (slug = $1 or lower(name) = $1) as exact, (starts_with(slug, $1) or starts_with(lower(name), $1)) as begins from service
            where slug like $2 or lower(name) like $2 order by exact desc, begins desc, length(slug), slug collate "C" limit $3) s
      left join team t on t.id = s.team_id order by s.exact desc, s.begins desc, length(s.slug), s.slug collate "C"`,
    values: [text, pattern, limit],
  });
  return result.rows;
}
