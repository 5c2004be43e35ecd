import type { ClientBase, Pool } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";

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

export type VulnerabilityHitRow = { id: string; name: string; advisoryKind: AdvisoryKind; severity: SeverityWord; summary: string | null };

/** Vulnerabilities with an id that begins with the text, which is in upper case: each once, in the order of their ids. */
export async function selectVulnerabilitiesByPrefix(client: ClientBase | Pool, prefix: string, limit: number): Promise<VulnerabilityHitRow[]> {
  // Names of one vulnerability may lie together, so a few more are read than are shown.
  const result = await client.query<VulnerabilityHitRow>({
    name: "search-vulnerabilities",
    text: `select v.display_id as id, coalesce((select i from unnest(v.ids) i where upper(i) = n.name limit 1), n.name) as name, v.kind as "advisoryKind", v.severity, v.summary
      from (select vulnerability_id, min(name) as name from (select * from vulnerability_alias where name >= $1 and name < $2 order by name limit 4 * $3::int) a
            group by vulnerability_id) n
      join vulnerability v on v.id = n.vulnerability_id order by n.name limit $3::int`,
    values: [prefix, prefix + endOfPrefix, limit],
  });
  return result.rows;
}
