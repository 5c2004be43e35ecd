import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";

export type AliasRow = {
  /** As asked, in upper case. */
  name: string;
  id: number;
  displayId: string;
  kind: AdvisoryKind;
  severity: SeverityWord;
  score: number | null;
  summary: string | null;
  epss: number | null;
  kevAddedOn: string | null;
  publishedAt: Date | null;
  withdrawnAt: Date | null;
  /** An advisory of it says which versions are affected; Inspector's says only where it was found. */
  judges: boolean;
};

/** The vulnerabilities that ids or aliases (in upper case) mean; none for an id that no advisory in the mirror has. */
export async function selectByAlias(client: ClientBase, names: readonly string[]): Promise<AliasRow[]> {
  const { rows } = await client.query<AliasRow>({
    name: "blast-radius-aliases",
    text: `select a.name, v.id, v.display_id as "displayId", v.kind, v.severity, v.severity_score as score, v.summary, v.epss,
        to_char(v.kev_added_on, 'YYYY-MM-DD') as "kevAddedOn", v.published_at as "publishedAt", v.withdrawn_at as "withdrawnAt",
        exists (select from advisory o where o.vulnerability_id = v.id and o.source <> 'inspector') as judges
      from vulnerability_alias a join vulnerability v on v.id = a.vulnerability_id where a.name = any($1::text[])`,
    values: [names],
  });
  return rows;
}

/** A source by its name, and when it was last brought up to date. */
export type SourceAge = { name: string; syncedAt: string };

export type MirrorRow = {
  sources: number;
  neverSynced: string[];
  /** Sources that are mirrored and were last synced before `staleBefore`. */
  stale: SourceAge[];
  /** Sources that were mirrored once and are not any more. What they brought still counts. */
  ended: SourceAge[];
  oldestSyncAt: Date | null;
  newestSyncAt: Date | null;
};

/** How old the mirror is: over the enabled feeds of advisories, since when changes were last taken in; and which others there were. */
export async function selectMirror(client: ClientBase, staleBefore: Date): Promise<MirrorRow> {
  const ages = (which: string) =>
    `coalesce(jsonb_agg(jsonb_build_object('name', name, 'syncedAt', to_char(succeeded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by name)
       filter (where ${which}), '[]')`;
  const { rows } = await client.query<MirrorRow>({
    name: "blast-radius-mirror",
    text: `select (count(*) filter (where enabled))::int as sources,
        coalesce(array_agg(name order by name) filter (where enabled and succeeded_at is null), '{}') as "neverSynced",
        ${ages("enabled and succeeded_at < $1")} as stale, ${ages("not enabled and succeeded_at is not null")} as ended,
        min(succeeded_at) filter (where enabled) as "oldestSyncAt", max(succeeded_at) filter (where enabled) as "newestSyncAt"
      from advisory_feed where kind = 'osv'`,
    values: [staleBefore],
  });
  return rows[0] ?? { sources: 0, neverSynced: [], stale: [], ended: [], oldestSyncAt: null, newestSyncAt: null };
}
