import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { int4Array } from "@/lib/db/binary-arrays";
import { viaColumn } from "@/lib/inventory/read/queries/via";
import type { RowKey } from "./order";

/** Everything that a row shows of who holds what. */
export type DetailRow = {
  slug: string;
  serviceName: string;
  teamSlug: string | null;
  teamName: string | null;
  teamContact: string | null;
  artifactKind: string;
  artifactName: string;
  ref: string;
  ecosystem: string;
  packageName: string;
  version: string;
  release: string;
  direct: boolean | null;
  via: { ecosystem: string; name: string; version: string | null }[];
  displayId: string;
  kind: AdvisoryKind;
  severity: SeverityWord;
  score: number | null;
  epss: number | null;
  kevAddedOn: string | null;
  summary: string | null;
  withdrawnAt: Date | null;
  fixed: string[];
};

/** The names of the rows of a page, in its order. How it got there is of the last presence. */
export async function selectDetails(client: ClientBase, keys: readonly RowKey[]): Promise<DetailRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<DetailRow>({
    name: "finding-details",
    text: `select s.slug, s.name as "serviceName", t.slug as "teamSlug", t.name as "teamName", t.contact as "teamContact",
        a.kind as "artifactKind", a.name as "artifactName", a.ref, k.ecosystem, k.name as "packageName", pv.version, pv.release,
        p.direct, coalesce(${viaColumn()}, '[]') as via,
        v.display_id as "displayId", v.kind, v.severity, v.severity_score as score, v.epss, to_char(v.kev_added_on, 'YYYY-MM-DD') as "kevAddedOn",
        v.summary, v.withdrawn_at as "withdrawnAt",
        array(select m.fixed from match m where m.package_version_id = x.version_id and m.vulnerability_id = x.vulnerability_id and m.state = 'affected'
          and m.fixed is not null group by m.fixed order by min(m.advisory_id)) as fixed
      from unnest($1::int[], $2::int[], $3::int[]) with ordinality as x(artifact_id, version_id, vulnerability_id, place)
      join artifact a on a.id = x.artifact_id join service s on s.id = a.service_id left join team t on t.id = s.team_id
      join package_version pv on pv.id = x.version_id join package k on k.id = pv.package_id
      join vulnerability v on v.id = x.vulnerability_id
      left join lateral (select * from presence where artifact_id = x.artifact_id and package_version_id = x.version_id order by from_seq desc limit 1) p on true
      order by x.place`,
    values: [
      int4Array(keys.map((key) => key.artifactId)),
      int4Array(keys.map((key) => key.packageVersionId)),
      int4Array(keys.map((key) => key.vulnerabilityId)),
    ],
  });
  return rows;
}

/** The advisories of some ids: who says so. */
export async function selectSources(client: ClientBase, ids: readonly number[]): Promise<ReadonlyMap<number, { source: string; id: string }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ rowId: number; source: string; id: string }>({
    name: "finding-sources",
    text: `select id as "rowId", source, key as id from advisory where id = any($1::int[])`,
    values: [int4Array(ids)],
  });
  return new Map(rows.map(({ rowId, source, id }) => [rowId, { source, id }]));
}
