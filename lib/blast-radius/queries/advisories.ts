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
  withdrawnAt: Date | null;
};

/** The vulnerabilities that ids or aliases (in upper case) mean; none for an id that no advisory in the mirror has. */
export async function selectByAlias(client: ClientBase, names: readonly string[]): Promise<AliasRow[]> {
  const { rows } = await client.query<AliasRow>({
    name: "blast-radius-aliases",
    text: `select a.name, v.id, v.display_id as "displayId", v.kind, v.severity, v.severity_score as score, v.summary, v.epss,
        to_char(v.kev_added_on, 'YYYY-MM-DD') as "kevAddedOn", v.withdrawn_at as "withdrawnAt"
      from vulnerability_alias a join vulnerability v on v.id = a.vulnerability_id where a.name = any($1::text[])`,
    values: [names],
  });
  return rows;
}

export type MirrorRow = { sources: number; neverSynced: string[]; oldestSyncAt: Date | null; newestSyncAt: Date | null };

/** How old the mirror is: over the enabled feeds of advisories, since when changes were last taken in. */
export async function selectMirror(client: ClientBase): Promise<MirrorRow> {
  const { rows } = await client.query<MirrorRow>({
    name: "blast-radius-mirror",
    text: `select count(*)::int as sources, coalesce(array_agg(name order by name) filter (where succeeded_at is null), '{}') as "neverSynced",
        min(succeeded_at) as "oldestSyncAt", max(succeeded_at) as "newestSyncAt" from advisory_feed where kind = 'osv' and enabled`,
  });
  return rows[0] ?? { sources: 0, neverSynced: [], oldestSyncAt: null, newestSyncAt: null };
}
