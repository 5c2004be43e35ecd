import { decisionScopes } from "../words";

/** SQL expressions of the finding that is asked about, as they are named in the statement around it. */
export type AskedFinding = {
  artifactId: string;
  serviceId: string;
  /** May be null in SQL: a service without a team. */
  teamId: string;
  packageId: string;
  /** Of the package version, as text and as its key. */
  version: string;
  versionKey: string;
  vulnerabilityId: string;
  /** Whether it is critical, known exploited or malicious. */
  grave: string;
};

/** Whether a decision, by its effect `e` and end `w`, counts at a moment. */
export function isStandingAt(at: string): string {
  return `e.from_at <= ${at} and (d.expires_at is null or d.expires_at > ${at}) and (w.at is null or w.at > ${at})`;
}

/** Whether a decision leaves a finding in the queue. */
export const staysInQueue = "(d.status = 'under_investigation' or (d.status = 'affected' and not d.acceptance))";

/** Whether subject `ds` means the package version of a finding. */
export function meansVersion({ packageId, version, versionKey }: Pick<AskedFinding, "packageId" | "version" | "versionKey">): string {
  return `(ds.package_id is null or ds.package_id = ${packageId})
    and ((cardinality(ds.lo) = 0 and cardinality(ds.versions) = 0) or ${version} = any(ds.versions)
      or exists (select from unnest(ds.lo, ds.hi, ds.hi_inclusive) as i(lo, hi, inclusive)
        where ${versionKey} >= i.lo and (i.hi is null or ${versionKey} < i.hi or (i.inclusive and ${versionKey} = i.hi))))`;
}

/**
 * SQL of a subselect with at most one row: the decision that counts for a finding at `at` (an SQL expression). The narrowest scope wins, then what names
 * the package, then the latest. What takes a grave finding out of the queue counts for it only with a second person's approval.
 * Columns: id, status, acceptance, approved, expires_at, scope.
 */
export function effectiveDecision(x: AskedFinding, at: string): string {
  return `select d.id, d.status, d.acceptance, e.approver_id is not null as approved, d.expires_at, ds.scope
    from vulnerability_alias va
    join decision_name dn on dn.name = va.name
    join decision_subject ds on ds.decision_id = dn.decision_id and ds.n = dn.n
    join decision d on d.id = ds.decision_id
    join decision_effect e on e.decision_id = d.id
    left join decision_end w on w.decision_id = d.id
    where va.vulnerability_id = ${x.vulnerabilityId} and ${meansVersion(x)} and ${isStandingAt(at)}
      and case ds.scope when 'everywhere' then true when 'artifact' then ds.scope_id = ${x.artifactId} when 'service' then ds.scope_id = ${x.serviceId} else ds.scope_id = ${x.teamId} end
      and (not ${x.grave} or e.approver_id is not null or ${staysInQueue})
    order by array_position(array['${decisionScopes.join("', '")}'], ds.scope), ds.package_id is null, e.from_at desc, d.id desc
    limit 1`;
}

/** The state of a queue row by the columns of `effectiveDecision` under the name `c`. */
export const stateByDecision = "case when c.id is null then 'undecided' when c.acceptance then 'accepted' else c.status end";
