import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { type Priority, prioritySelect, priorityValues } from "@/lib/advisories/queries/priority";
import { int4Array } from "@/lib/db/binary-arrays";
import { keyValues, type RowKey } from "@/lib/findings/queries/order";
import { conditions, Parameters } from "@/lib/inventory/read";
import { type InspectorCoverage, type InspectorState, inspectorStates, type SaidBy, type sbomListings } from "../schemas";
import { inspectorWordsOf } from "../severity-words";
import { coverage, observations, reportedPlaces, sbomAmong, scannedBuilds, stateOf } from "./parts";

export type JoinedFilters = {
  statuses: readonly SaidBy[] | null;
  states: readonly InspectorState[] | null;
  severities: readonly SeverityWord[] | null;
  kinds: readonly AdvisoryKind[] | null;
  sbomGap: boolean | null;
  scanned: boolean | null;
};
export type JoinedPlace = RowKey & Priority;
/** A row before its names. */
export type JoinedKey = RowKey & { status: SaidBy; coverage: InspectorCoverage; sbom: (typeof sbomListings)[number] };
export type JoinedRow = JoinedKey & Priority;
/** How many rows there are of one sort. `isGrave`: they have a severity that is asked for. */
export type JoinedGroup = {
  status: SaidBy;
  coverage: InspectorCoverage;
  gap: boolean;
  state: InspectorState | null;
  kind: AdvisoryKind;
  severity: SeverityWord;
  isGrave: boolean;
  rows: number;
};
export type JoinedOrder = { limit: number; after: JoinedPlace | null };

const byPlace = ["live", "malware", "kev", "rank", "epss", "vulnerability_id", "artifact_id", "package_version_id"];
const descending = byPlace.map((column) => `y.${column} desc`).join(", ");

/**
 * Both sides of some artifacts, joined: how many rows there are of each sort, and one page in the order of vulnerabilities. Both come from one look,
 * because a service has thousands of rows and not millions. Lookups are laterals: a join could become a loop over all of the other side by figures of
 * before a load.
 */
export async function selectJoined(
  client: ClientBase,
  artifactIds: readonly number[],
  filters: JoinedFilters,
  { limit, after }: JoinedOrder,
): Promise<{ groups: JoinedGroup[]; page: JoinedRow[] }> {
  const parameters = new Parameters();
  const ids = `any(${parameters.add(int4Array(artifactIds))}::int[])`;
  const isGrave = graveCondition(filters, parameters);
  const parts = wantedParts(filters, parameters);
  if (after)
    parts.push(
      `(${byPlace.map((column) => `y.${column}`).join(", ")}) < (${[...priorityValues(after, parameters), ...keyValues(after, parameters)].join(", ")})`,
    );
  const { rows } = await client.query<{ groups: (Omit<JoinedGroup, "state"> & { state: number | null })[]; page: JoinedRow[] }>({
    text: `with scan as materialized (${coverage(`m.artifact_id = ${ids}`)}),
      built as materialized (${scannedBuilds(ids)}),
      x as materialized (
        select j.*, coalesce(scan.coverage, 'none') as coverage, case when j.status <> 'inspector' then 'head' else ${sbomAmong("j", "built")} end as sbom
        from (select artifact_id, package_version_id, vulnerability_id, o.state, o.severity as inspector_severity,
                case when f.opened_at is null then 'inspector' when o.state <= ${reportedPlaces} then 'both' else 'osv' end as status
              from (select artifact_id, package_version_id, vulnerability_id, opened_at from finding where artifact_id = ${ids} and closed_at is null) f
              full join (${observations(`o.artifact_id = ${ids}`)}) o using (artifact_id, package_version_id, vulnerability_id)) j
        left join built on built.artifact_id = j.artifact_id
        left join scan on scan.artifact_id = j.artifact_id),
      v as materialized (
        select x.vulnerability_id, v.* from (select distinct vulnerability_id from x) x
        cross join lateral (select v.kind, v.severity, ${prioritySelect("v")} from vulnerability v where v.id = x.vulnerability_id offset 0) v),
      y as materialized (select *, x.sbom = 'missing' as gap, ${isGrave} as is_grave from x join v using (vulnerability_id))
      select coalesce((select json_agg(g) from (
          select status, coverage, gap, state, kind, severity, is_grave as "isGrave", count(*)::int as rows from y group by 1, 2, 3, 4, 5, 6, 7) g), '[]') as groups,
        coalesce((select json_agg(p) from (
          select y.vulnerability_id as "vulnerabilityId", y.artifact_id as "artifactId", y.package_version_id as "packageVersionId",
            y.status, y.coverage, y.sbom, y.live, y.malware, y.kev, y.rank, y.epss
          from y ${conditions("where", parts)} order by ${descending} limit ${parameters.add(limit)}::int) p), '[]') as page`,
    values: parameters.values,
  });
  const { groups, page } = rows[0] ?? { groups: [], page: [] };
  return { groups: groups.map((group) => ({ ...group, state: group.state === null ? null : stateOf(group.state) })), page };
}

/** On `x` and `v`: one of the severities, whoever gives it. Malware has none. */
function graveCondition({ severities }: JoinedFilters, parameters: Parameters): string {
  if (!severities) return "true";
  const theirs = parameters.add(severities.flatMap(inspectorWordsOf));
  return `(v.kind <> 'malware' and (v.severity = any(${parameters.add(severities)}::text[]) or coalesce(x.inspector_severity = any(${theirs}::text[]), false)))`;
}

/** The same rules as `isWanted` has for groups. */
function wantedParts({ statuses, states, severities, kinds, sbomGap, scanned }: JoinedFilters, parameters: Parameters): string[] {
  const parts = [
    states
      ? `y.state = any(${parameters.add(states.map((state) => inspectorStates.indexOf(state)))}::int[])`
      : `(y.status <> 'inspector' or y.state <> ${inspectorStates.indexOf("closed")})`,
  ];
  if (statuses) parts.push(`y.status = any(${parameters.add(statuses)}::text[])`);
  if (severities) parts.push("y.is_grave");
  if (kinds) parts.push(`y.kind = any(${parameters.add(kinds)}::text[])`);
  if (sbomGap !== null) parts.push(sbomGap ? "y.gap" : "not y.gap");
  if (scanned !== null) parts.push(`y.coverage ${scanned ? "=" : "<>"} 'scanned'`);
  return parts;
}
