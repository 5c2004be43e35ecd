import type { ClientBase } from "pg";
import { isStandingAt, meansVersion } from "../../queries/effective";
import type { DecidedState, DecisionOrigin, DecisionScope } from "../../words";

export type ConflictRead = {
  vulnerabilityId: number;
  packageId: number;
  id: string;
  severity: string;
  kind: string;
  ecosystem: string;
  name: string;
  findings: number;
  services: number;
  rows: number;
  decisions: { id: string; state: DecidedState; scope: DecisionScope; origin: DecisionOrigin; by: string; since: string; findings: number; counts: number }[];
};

export type ConflictPlace = { findings: number; vulnerabilityId: number; packageId: number };

const means = meansVersion({ packageId: "q.package_id", version: "pv.version", versionKey: "pv.version_key" });

/**
 * Vulnerabilities in packages of which decisions that stand say different things of the same open finding, whichever counts; most findings first. Only
 * vulnerabilities of which different things are said at all are looked at.
 */
export async function selectConflicts(client: ClientBase, at: Date, after: ConflictPlace | null, limit: number): Promise<ConflictRead[]> {
  const { rows } = await client.query<ConflictRead>({
    name: "decisions-conflicts",
    text: `with standing as materialized (
        select d.id, case when d.acceptance then 'accepted' else d.status end as say, d.origin, d.requester_name as by, e.from_at
          from decision d join decision_effect e on e.decision_id = d.id left join decision_end w on w.decision_id = d.id where ${isStandingAt("$1")}),
      said as materialized (select distinct va.vulnerability_id, s.id, s.say, ds.n from standing s join decision_subject ds on ds.decision_id = s.id cross join unnest(ds.names) as each(name)
        join vulnerability_alias va on va.name = each.name),
      doubted as materialized (select vulnerability_id from said group by 1 having count(distinct say) > 1),
      met as materialized (
        select q.artifact_id, q.package_version_id, q.vulnerability_id, q.package_id, q.service_id, q.decision_id as counting, x.id, x.say, ds.scope
          from doubted g join open_finding q on q.vulnerability_id = g.vulnerability_id join package_version pv on pv.id = q.package_version_id
          join service s on s.id = q.service_id join said x on x.vulnerability_id = q.vulnerability_id join decision_subject ds on ds.decision_id = x.id and ds.n = x.n
         where ${means} and case ds.scope when 'everywhere' then true when 'artifact' then ds.scope_id = q.artifact_id when 'service' then ds.scope_id = q.service_id
           else ds.scope_id = s.team_id end),
      contested as materialized (select artifact_id, package_version_id, vulnerability_id from met group by 1, 2, 3 having count(distinct say) > 1),
      each as materialized (select m.vulnerability_id, m.package_id, m.id, m.say, min(m.scope) as scope, count(distinct (m.artifact_id, m.package_version_id))::int as findings,
          (count(distinct (m.artifact_id, m.package_version_id)) filter (where m.counting = m.id))::int as counts
          from met m join contested using (artifact_id, package_version_id, vulnerability_id) group by 1, 2, 3, 4),
      whole as materialized (select m.vulnerability_id, m.package_id, count(distinct (m.artifact_id, m.package_version_id))::int as findings, count(distinct m.service_id)::int as services
          from met m join contested using (artifact_id, package_version_id, vulnerability_id) group by 1, 2)
      select w.vulnerability_id as "vulnerabilityId", w.package_id as "packageId", v.display_id as id, v.severity, v.kind, k.ecosystem, k.name, w.findings, w.services,
          (select count(*) from whole)::int as rows,
          (select json_agg(json_build_object('id', e.id, 'state', e.say, 'scope', e.scope, 'origin', s.origin, 'by', s.by, 'since', to_char(s.from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'findings', e.findings, 'counts', e.counts) order by e.counts desc, s.from_at desc, e.id desc)
             from each e join standing s on s.id = e.id where e.vulnerability_id = w.vulnerability_id and e.package_id = w.package_id) as decisions
        from whole w join vulnerability v on v.id = w.vulnerability_id join package k on k.id = w.package_id
       where $2::int is null or (-w.findings, w.vulnerability_id, w.package_id) > (-$2, $3, $4)
       order by w.findings desc, w.vulnerability_id, w.package_id limit $5`,
    values: [at, after?.findings ?? null, after?.vulnerabilityId ?? 0, after?.packageId ?? 0, limit],
  });
  return rows;
}
