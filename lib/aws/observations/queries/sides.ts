import type { ClientBase } from "pg";
import type { Severity } from "@/lib/advisories/model";
import type { InspectorSeverity } from "@/lib/aws/model";
import { int4Array } from "@/lib/db/binary-arrays";
import type { RowKey } from "@/lib/findings/queries/order";
import type { InspectorCoverage, sbomListings } from "../schemas";
import { coverage, sbomOf, statePlace } from "./parts";

export type SideRow = {
  /** Of the open finding; null: there is none. */
  osvOpenedAt: Date | null;
  osvAdvisoryIds: number[] | null;
  /** Of the live advisories that are not Inspector's. */
  osvSeverities: Severity[][] | null;
  /** A place in `inspectorStates`; null: Inspector says nothing and never did. */
  state: number | null;
  severity: InspectorSeverity | null;
  fixed: string[] | null;
  openedAt: Date | null;
  closedAt: Date | null;
  findings: number | null;
  open: number | null;
  coverage: InspectorCoverage;
  sbom: (typeof sbomListings)[number];
};

/** What both sides say of some package versions in artifacts, in their order. */
export async function selectSides(client: ClientBase, keys: readonly RowKey[]): Promise<SideRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<SideRow>({
    name: "observation-sides",
    text: `with scan as materialized (${coverage("m.artifact_id = any($1::int[])")})
      select f.opened_at as "osvOpenedAt", f.advisory_ids as "osvAdvisoryIds",
        (select json_agg(a.severities) from advisory a where a.vulnerability_id = x.vulnerability_id and a.source <> 'inspector' and a.withdrawn_at is null
          and a.severities is not null) as "osvSeverities",
        o.state, o.severity, o.fixed, o."openedAt", o."closedAt", o.findings, o.open, coalesce(scan.coverage, 'none') as coverage,
        case when f.opened_at is not null or o.state is null then 'head' else ${sbomOf("x")} end as sbom
      from unnest($1::int[], $2::int[], $3::int[]) with ordinality as x(artifact_id, package_version_id, vulnerability_id, place)
      left join finding f on f.artifact_id = x.artifact_id and f.package_version_id = x.package_version_id and f.vulnerability_id = x.vulnerability_id
        and f.closed_at is null
      left join lateral (
        select min(${statePlace("o.state")}) as state, substr(max(o.severity_rank || o.severity), 2) as severity,
          array_remove(array_agg(distinct o.fixed), null) as fixed, min(o.opened_at) as "openedAt", max(o.closed_at) as "closedAt",
          sum(o.findings)::int as findings, sum(o.open)::int as open
        from advisory a join observation o on o.advisory_id = a.id and o.artifact_id = x.artifact_id and o.package_version_id = x.package_version_id
        where a.vulnerability_id = x.vulnerability_id and a.source = 'inspector') o on true
      left join scan on scan.artifact_id = x.artifact_id order by x.place`,
    values: keyColumns(keys),
  });
  return rows;
}

/** Artifacts, package versions and vulnerabilities as three parameters. */
export function keyColumns(keys: readonly RowKey[]): Buffer[] {
  return [
    int4Array(keys.map(({ artifactId }) => artifactId)),
    int4Array(keys.map(({ packageVersionId }) => packageVersionId)),
    int4Array(keys.map(({ vulnerabilityId }) => vulnerabilityId)),
  ];
}
