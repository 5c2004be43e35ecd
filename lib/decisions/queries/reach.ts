import type { ClientBase } from "pg";
import { meansVersion } from "./effective";
import { type SubjectRow, subjectColumns, subjectsJson } from "./subject-rows";

/** Whether vulnerability `v` is one of which a decision needs a second person: critical, known exploited or malicious. */
export const isGrave = "(v.kind = 'malware' or v.severity = 'critical' or v.kev_added_on is not null)";

/**
 * SQL of the open findings that subjects mean, with the columns n, artifact_id, package_version_id and vulnerability_id; one that a subject means by two
 * names comes once. Each scope is asked by its own index: a condition over all four would read every finding of a vulnerability for each subject.
 * @param subjects SQL of a relation with the columns of `decision_subject`, under the name `ds`
 * @param names SQL of the names of `ds`, an array
 */
export function reachedFindings(subjects: string, names: string): string {
  const artifacts = {
    artifact: "select ds.scope_id as id",
    service: "select a.id from artifact a where a.service_id = ds.scope_id",
    team: "select a.id from service s join artifact a on a.service_id = s.id where s.team_id = ds.scope_id",
  };
  const means = meansVersion({ packageId: "pv.package_id", version: "pv.version", versionKey: "pv.version_key" });
  const part = (scope: string, among: string | null) =>
    `select ds.n, x.artifact_id, x.package_version_id, x.vulnerability_id
      from ${subjects} cross join lateral (select distinct va.vulnerability_id as id from vulnerability_alias va where va.name = any(${names})) g
      ${among === null ? "" : `cross join lateral (${among}) w`}
      join finding x on x.vulnerability_id = g.id ${among === null ? "" : "and x.artifact_id = w.id"} and x.closed_at is null
      join package_version pv on pv.id = x.package_version_id
      where ds.scope = '${scope}' and ${means}`;
  return [...Object.entries(artifacts).map(([scope, among]) => part(scope, among)), part("everywhere", null)].join(" union all ");
}

/** Of each subject that means any open finding: how many, and how many of them are grave. */
export type ReachRow = { n: number; findings: number; grave: number };

export async function selectReach(client: ClientBase, subjects: readonly SubjectRow[]): Promise<ReachRow[]> {
  const { rows } = await client.query<ReachRow>({
    name: "decisions-reach",
    text: `with given as materialized (select * from json_to_recordset($1::json) as s(${subjectColumns}))
      select r.n, count(*)::int as findings, (count(*) filter (where ${isGrave}))::int as grave
      from (${reachedFindings("given ds", "ds.names")}) r join vulnerability v on v.id = r.vulnerability_id group by r.n`,
    values: [subjectsJson(subjects)],
  });
  return rows;
}
