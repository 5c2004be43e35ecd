import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { severityWords } from "@/lib/advisories/model";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { ListVulnerabilities } from "../schemas";
import { openFindings, type ReachFilters, type TextFilter, textFilter } from "./filters";
import { afterPlace, orderOf, type Place, placeColumns } from "./order";

export type ListQuery = {
  text: TextFilter;
  reach: ReachFilters;
  /** Only what has an open finding. */
  affecting: boolean;
  kinds: readonly AdvisoryKind[] | null;
  severities: readonly SeverityWord[] | null;
  kev: boolean;
  sort: ListVulnerabilities["sort"];
  limit: number;
  after: Place | null;
};

export type PlacedRow = { id: number; live: number; malware: number; kev: number; rank: number; epss: number; modifiedAt: string };
export type CountRow = { kind: AdvisoryKind; rank: number; kev: boolean; rows: number };
type Answer = { page: PlacedRow[]; counts: CountRow[] };

/**
 * One page of vulnerabilities by id, and how many there are of each kind, severity and in KEV, whatever the filters say about
 * these three. Reads vulnerability_facts, and no text of a vulnerability unless words are asked for.
 */
export async function selectVulnerabilityPage(client: ClientBase, query: ListQuery): Promise<Answer> {
  const parameters = new Parameters();
  // "distinct on" walks the index by vulnerability, which then merges with that of the vulnerabilities: no hash of either.
  const from = query.affecting
    ? `(select distinct on (x.vulnerability_id) x.vulnerability_id as id from finding x ${openFindings(query.reach, parameters)} order by x.vulnerability_id) o
       join vulnerability v on v.id = o.id`
    : "vulnerability v";
  const text = conditions("where", [textFilter(query.text, parameters)]);
  // What is found once is kept; everything that is mirrored is walked twice, each time by an index of its own.
  const keep = query.affecting || query.text !== null ? "materialized" : "not materialized";
  const pageFilters = conditions("where", [
    query.kinds && `x.kind = any(${parameters.add(query.kinds)}::text[])`,
    query.severities && `x.kind <> 'malware' and x.severity_rank = any(${parameters.add(query.severities.map(rankOf))}::smallint[])`,
    query.kev ? "x.kev" : null,
    afterPlace(query.after, parameters),
  ]);
  const { rows } = await client.query<Answer>({
    text: `with x as ${keep} (
        select v.id, v.kind, v.severity_rank, v.kev_added_on is not null as kev, v.epss, v.withdrawn_at, v.modified_at from ${from} ${text})
      select coalesce((select json_agg(p) from (select x.id, ${placeColumns} from x ${pageFilters}
          order by ${orderOf(query.sort)} limit ${parameters.add(query.limit + 1)}::int) p), '[]') as page,
        coalesce((select json_agg(c) from (select x.kind, x.severity_rank as rank, x.kev, count(*)::int as rows from x group by 1, 2, 3) c), '[]') as counts`,
    values: parameters.values,
  });
  return rows[0] ?? { page: [], counts: [] };
}

/** 5 for critical to 0 for unscored. */
export function rankOf(word: SeverityWord): number {
  return severityWords.length - 1 - severityWords.indexOf(word);
}

export function wordOf(rank: number): SeverityWord {
  return severityWords[severityWords.length - 1 - rank] ?? "unscored";
}

/** Whether any id begins so. */
export async function hasIdsBetween(client: ClientBase, from: string, before: string): Promise<boolean> {
  const { rows } = await client.query<{ some: boolean }>({
    name: "vulnerability-ids-between",
    text: "select exists (select from vulnerability_alias where name >= $1 and name < $2) as some",
    values: [from, before],
  });
  return rows[0]?.some ?? false;
}
