import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { viaColumn } from "@/lib/inventory/read/queries/via";
import type { HoldingKey } from "./services";

export type HoldingDetailRow = {
  slug: string;
  serviceName: string;
  teamSlug: string | null;
  teamName: string | null;
  teamContact: string | null;
  kind: string;
  artifactName: string;
  ref: string;
  ecosystem: string;
  packageName: string;
  version: string;
  release: string;
  direct: boolean | null;
  depth: number | null;
  via: { ecosystem: string; name: string; version: string | null }[];
  fixed: string[];
};

/** The names of the rows of a page, in its order. How a version got there is of its last presence. */
export async function selectHoldingDetails(client: ClientBase, vulnerabilityId: number, keys: readonly HoldingKey[]): Promise<HoldingDetailRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<HoldingDetailRow>({
    name: "vulnerability-holding-details",
    text: `select s.slug, s.name as "serviceName", t.slug as "teamSlug", t.name as "teamName", t.contact as "teamContact",
        a.kind, a.name as "artifactName", a.ref, k.ecosystem, k.name as "packageName", pv.version, pv.release,
        p.direct, p.depth, coalesce(${viaColumn()}, '[]') as via,
        array(select distinct m.fixed from match m where m.package_version_id = x.version_id and m.vulnerability_id = $3 and m.state = 'affected'
          and m.fixed is not null) as fixed
      from unnest($1::int[], $2::int[]) with ordinality as x(artifact_id, version_id, place)
      join artifact a on a.id = x.artifact_id join service s on s.id = a.service_id left join team t on t.id = s.team_id
      join package_version pv on pv.id = x.version_id join package k on k.id = pv.package_id
      left join lateral (select * from presence where artifact_id = x.artifact_id and package_version_id = x.version_id order by from_seq desc limit 1) p on true
      order by x.place`,
    values: [int4Array(keys.map(({ artifactId }) => artifactId)), int4Array(keys.map(({ packageVersionId }) => packageVersionId)), vulnerabilityId],
  });
  return rows;
}
