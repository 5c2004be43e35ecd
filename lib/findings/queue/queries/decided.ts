import { meansVersion, staysInQueue } from "@/lib/decisions/queries/effective";
import { type DecisionScope, decisionScopes } from "@/lib/decisions/words";

const scopeIds: Record<DecisionScope, string> = { artifact: "b.artifact_id", service: "b.service_id", team: "b.team_id", everywhere: "0" };

// Effects and ends that are read have been committed, so they have begun, whatever the clock says of who began before they did.
const standsAt = (at: string) => `(w.at is null and (d.expires_at is null or d.expires_at > ${at}))`;

const scopesOfFinding = decisionScopes.map((scope, place) => `(${place}, '${scope}', ${scopeIds[scope]})`).join(", ");

/**
 * CTEs that end in `counts`, the decision that counts for each finding of `base b`, and `paused`, how long its clock stands still: the times of all acceptances
 * together. The same as `effectiveDecision` for many findings at once. Subjects and findings of one vulnerability may both be thousands where the planner
 * expects one: what is looked up is looked up one by one (`offset 0`), and what is compared is by a full join whose rest is left out, or by a hashed list. None
 * of these is ever a loop in a loop.
 * @param at an SQL expression
 */
export function decidedCtes(at: string): string {
  const version = meansVersion({ packageId: "b.package_id", version: "b.version", versionKey: "b.version_key" });
  return `
  named as materialized (
    select distinct b.vulnerability_id, dn.decision_id, dn.n from (select distinct vulnerability_id from base) b
      cross join lateral (select va.name from vulnerability_alias va where va.vulnerability_id = b.vulnerability_id offset 0) va
      cross join lateral (select dn.decision_id, dn.n from decision_name dn where dn.name = va.name offset 0) dn),
  alive as materialized (
    select d.* from (select distinct decision_id from named) n
      cross join lateral (select d.id, d.status, d.acceptance, d.expires_at, e.from_at, e.approver_id is not null as approved, ${standsAt(at)} as stands,
          ${staysInQueue} as stays, case when d.acceptance then tstzrange(e.from_at, greatest(e.from_at, least(d.expires_at, w.at))) end as during
        from decision d join decision_effect e on e.decision_id = d.id left join decision_end w on w.decision_id = d.id
        where d.id = n.decision_id and (d.acceptance or ${standsAt(at)}) offset 0) d),
  about as materialized (
    select n.*, ds.scope, coalesce(ds.scope_id, 0) as scope_id, ds.package_id, ds.lo, ds.hi, ds.hi_inclusive, ds.versions
      from (select n.vulnerability_id, n.n, d.* from named n full join alive d on d.id = n.decision_id where case when n.n is null or d.id is null then false else true end) n
      cross join lateral (select * from decision_subject x where x.decision_id = n.id and x.n = n.n offset 0) ds),
  placed as materialized (
    select b.artifact_id, b.package_version_id, b.vulnerability_id, b.opened_at, b.package_id, b.version, b.version_key, b.grave, k.place, k.scope, k.scope_id
      from base b cross join lateral (values ${scopesOfFinding}) k(place, scope, scope_id)
     where exists (select from about) and case when (b.vulnerability_id, k.scope) in (select vulnerability_id, scope from about) then true else false end),
  met as materialized (
    select b.artifact_id, b.package_version_id, b.vulnerability_id, b.opened_at, b.place, ds.package_id, ds.id, ds.status, ds.acceptance, ds.expires_at, ds.from_at,
        ds.approved, ds.stands, ds.during
      from placed b full join about ds on ds.vulnerability_id = b.vulnerability_id and ds.scope = b.scope and ds.scope_id = b.scope_id
     where case when b.artifact_id is null or ds.id is null then false else ${version} and (not b.grave or ds.approved or ds.stays) end),
  counts as materialized (
    select distinct on (artifact_id, package_version_id, vulnerability_id) artifact_id, package_version_id, vulnerability_id, id, status, acceptance, approved, expires_at
      from met where stands
     order by artifact_id, package_version_id, vulnerability_id, place, package_id is null, from_at desc, id desc),
  paused as materialized (
    select m.artifact_id, m.package_version_id, m.vulnerability_id, (select sum(upper(r) - lower(r)) from unnest(range_agg(m.during * tstzrange(m.opened_at, null))) r) as for_long
      from met m where m.acceptance group by 1, 2, 3)`;
}
