import type { ClientBase } from "pg";
import { meansVersion } from "./effective";
import { type SubjectRow, subjectColumns, subjectsJson } from "./subject-rows";

/** Whether vulnerability `v` is one of which a decision needs a second person: critical, known exploited or malicious. */
export const isGrave = "(v.kind = 'malware' or v.severity = 'critical' or v.kev_added_on is not null)";

/**
 * CTEs that end in `reached`: the open findings that subjects mean, once for each subject, with the columns n, artifact_id, package_version_id, vulnerability_id
 * and grave. Findings that any subject may mean are read once and meet the subjects by hash: of one vulnerability there may be thousands of either.
 * @param subjects SQL of a relation `ds` with the columns of `decision_subject`
 * @param isEverywhere whether any subject is: else only findings of the artifacts in question are read
 */
export function reachedCtes(subjects: string, isEverywhere: boolean): string {
  const version = meansVersion({ packageId: "k.package_id", version: "k.version", versionKey: "k.version_key" });
  return `about as materialized (
    select distinct va.vulnerability_id, ds.n, ds.scope, coalesce(ds.scope_id, 0) as scope_id from ${subjects} cross join unnest(ds.names) as each(name) join vulnerability_alias va on va.name = each.name),
  places as materialized (select scope, scope_id from about group by 1, 2),
  among as materialized (
    select scope_id as id from places where scope = 'artifact' union select a.id from places b join artifact a on a.service_id = b.scope_id where b.scope = 'service'
    union select a.id from places b join service s on s.team_id = b.scope_id join artifact a on a.service_id = s.id where b.scope = 'team'),
  base as materialized (
    select x.artifact_id, x.package_version_id, x.vulnerability_id, a.service_id, s.team_id, pv.package_id, pv.version, pv.version_key, ${isGrave} as grave
      from finding x join artifact a on a.id = x.artifact_id join service s on s.id = a.service_id join package_version pv on pv.id = x.package_version_id
      join vulnerability v on v.id = x.vulnerability_id
     where x.vulnerability_id = any(array(select vulnerability_id from about group by 1)) and x.closed_at is null
       ${isEverywhere ? "" : "and x.artifact_id = any(array(select id from among))"}),
  keyed as materialized (
    select b.*, k.scope, k.scope_id from base b cross join lateral (values ('artifact', b.artifact_id), ('service', b.service_id), ('team', b.team_id), ('everywhere', 0)) k(scope, scope_id)
     where (k.scope, k.scope_id) in (select scope, scope_id from places)),
  reached as materialized (
    select ds.n, k.artifact_id, k.package_version_id, k.vulnerability_id, k.grave
      from keyed k join about m on m.vulnerability_id = k.vulnerability_id and m.scope = k.scope and m.scope_id = k.scope_id join ${subjects} on ds.n = m.n
     where ${version})`;
}

/** Of each subject that means any open finding: how many, and how many of them are grave. */
export type ReachRow = { n: number; findings: number; grave: number };

export async function selectReach(client: ClientBase, subjects: readonly SubjectRow[]): Promise<ReachRow[]> {
  const isEverywhere = subjects.some(({ scope }) => scope === "everywhere");
  const { rows } = await client.query<ReachRow>({
    text: `with ds as materialized (select * from json_to_recordset($1::json) as s(${subjectColumns})), ${reachedCtes("ds", isEverywhere)}
      select n, count(*)::int as findings, (count(*) filter (where grave))::int as grave from reached group by n`,
    values: [subjectsJson(subjects)],
  });
  return rows;
}
