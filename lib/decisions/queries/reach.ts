import type { ClientBase } from "pg";
import type { DecisionScope } from "../words";
import { meansVersion } from "./effective";
import { type SubjectRow, subjectsCtes } from "./subject-rows";

/** Whether vulnerability `v` is one of which a decision needs a second person: critical, known exploited or malicious. */
export const isGrave = "(v.kind = 'malware' or v.severity = 'critical' or v.kev_added_on is not null)";

const scopeIds: Record<DecisionScope, string> = { artifact: "b.artifact_id", service: "b.service_id", team: "b.team_id", everywhere: "0" };

/**
 * SQL of rows `x` of a table of findings that subjects may mean, each once: `about` has their vulnerabilities, scopes and ids of these. What is of single
 * artifacts and services is looked up one by one, so that whatever else there is of either is not read. Of what is of teams or everywhere, all of the
 * vulnerabilities in these artifacts are read.
 * @param table with a condition on its rows `y`
 */
export function findingsAbout(table: string, about: string, scopes: ReadonlySet<DecisionScope>): string {
  const ofArtifacts = `select m.scope_id from ${about} m where m.scope = 'artifact' union select a.id from ${about} m join artifact a on a.service_id = m.scope_id where m.scope = 'service'`;
  const ofTeams = `select a.id from (select scope_id from ${about} where scope = 'team' group by 1) m join service s on s.team_id = m.scope_id join artifact a on a.service_id = s.id`;
  const ofVulnerabilities = `${table} and y.vulnerability_id = any(array(select vulnerability_id from ${about} group by 1))`;
  if (scopes.has("everywhere")) return `(${ofVulnerabilities}) x`;
  if (scopes.has("team")) return `(${ofVulnerabilities} and y.artifact_id = any(array(${ofArtifacts} union ${ofTeams}))) x`;
  return `(select m.vulnerability_id, m.scope_id as artifact_id from ${about} m where m.scope = 'artifact'
      union select m.vulnerability_id, a.id from ${about} m join artifact a on a.service_id = m.scope_id where m.scope = 'service') p
    cross join lateral (${table} and y.vulnerability_id = p.vulnerability_id and y.artifact_id = p.artifact_id offset 0) x`;
}

/**
 * CTEs that end in `reached`: the open findings that subjects mean, once for each subject, with the columns n, artifact_id, package_version_id, vulnerability_id
 * and grave. Follows CTEs `ds` and `lists` as `subjectsCtes` has them. Findings that any subject may mean are read once and meet the subjects by a full join,
 * which is never a loop in a loop: of one vulnerability there may be thousands of either.
 * @param scopes those that subjects have: findings are met by these only
 */
export function reachedCtes(scopes: ReadonlySet<DecisionScope>): string {
  const version = meansVersion({ packageId: "b.package_id", version: "b.version", versionKey: "b.version_key" });
  const places = [...scopes].map((scope) => `('${scope}', ${scopeIds[scope]})`).join(", ");
  return `about as materialized (
    select l.vulnerability_id, ds.n, ds.scope, coalesce(ds.scope_id, 0) as scope_id, ds.package_id, ds.lo, ds.hi, ds.hi_inclusive, ds.versions
      from (select distinct each.named, va.vulnerability_id from (select named, unnest(names) as name from lists) each join vulnerability_alias va on va.name = each.name) l
      join ds using (named)),
  base as materialized (
    select x.artifact_id, x.package_version_id, x.vulnerability_id, a.service_id, s.team_id, pv.package_id, pv.version, pv.version_key, ${isGrave} as grave
      from ${findingsAbout("select y.* from finding y where y.closed_at is null", "about", scopes)}
      join artifact a on a.id = x.artifact_id join service s on s.id = a.service_id join package_version pv on pv.id = x.package_version_id
      join vulnerability v on v.id = x.vulnerability_id),
  reached as materialized (
    select ds.n, b.artifact_id, b.package_version_id, b.vulnerability_id, b.grave
      from base b cross join lateral (values ${places || "(null, null::int)"}) k(scope, scope_id)
      full join about ds on ds.vulnerability_id = b.vulnerability_id and ds.scope = k.scope and ds.scope_id = k.scope_id
     where case when b.artifact_id is null or ds.n is null then false else ${version} end)`;
}

/** Of each subject that means any open finding: how many, and how many of them are grave. */
export type ReachRow = { n: number; findings: number; grave: number };

export async function selectReach(client: ClientBase, subjects: readonly SubjectRow[]): Promise<ReachRow[]> {
  const given = subjectsCtes(subjects, 1);
  const { rows } = await client.query<ReachRow>({
    text: `with ${given.text}, ${reachedCtes(new Set(subjects.map(({ scope }) => scope)))}
      select n, count(*)::int as findings, (count(*) filter (where grave))::int as grave from reached group by n`,
    values: given.values,
  });
  return rows;
}
