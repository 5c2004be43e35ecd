import type { ClientBase } from "pg";
import { decisionScopes } from "../words";
import { isStandingAt, meansVersion, staysInQueue } from "./effective";
import { isGrave } from "./reach";

/** The package version, the owner and the vulnerability of a finding, open or not. */
export type ExplainedFinding = { artifactId: number; packageVersionId: number; vulnerabilityId: number };

/** A subject that concerns a finding, and which conditions it meets. */
export type ConcernRow = {
  decisionId: string;
  n: number;
  scopePlace: number;
  namesPackage: boolean;
  meansVersion: boolean;
  isStanding: boolean;
  /** Approved, or nothing that needs it for this finding. */
  isEnough: boolean;
};

const finding = `select x.artifact_id, s.id as service_id, s.team_id, pv.package_id, pv.version, pv.version_key, v.id as vulnerability_id, ${isGrave} as grave
  from (values ($1::int, $2::int, $3::int)) as x(artifact_id, version_id, vulnerability_id)
  join artifact a on a.id = x.artifact_id join service s on s.id = a.service_id join package_version pv on pv.id = x.version_id join vulnerability v on v.id = x.vulnerability_id`;

const means = meansVersion({ packageId: "f.package_id", version: "f.version", versionKey: "f.version_key" });

/**
 * The subjects of decisions on the vulnerability in the finding's package that are for its artifact, service or team or for everywhere, in the order in which
 * `effectiveDecision` prefers them.
 */
export async function selectConcerns(client: ClientBase, { artifactId, packageVersionId, vulnerabilityId }: ExplainedFinding, at: Date): Promise<ConcernRow[]> {
  const { rows } = await client.query<ConcernRow>({
    name: "decisions-explain",
    text: `with f as (${finding})
      select * from (
        select distinct on (d.id, ds.n) d.id as "decisionId", ds.n, array_position(array['${decisionScopes.join("', '")}'], ds.scope) as "scopePlace",
          ds.package_id is not null as "namesPackage", coalesce(${means}, false) as "meansVersion", coalesce(${isStandingAt("$4::timestamptz")}, false) as "isStanding",
          not f.grave or e.approver_id is not null or ${staysInQueue} as "isEnough", e.from_at
        from f join vulnerability_alias va on va.vulnerability_id = f.vulnerability_id
        join decision_name dn on dn.name = va.name join decision_subject ds on ds.decision_id = dn.decision_id and ds.n = dn.n
        join decision d on d.id = ds.decision_id left join decision_effect e on e.decision_id = d.id left join decision_end w on w.decision_id = d.id
        where (ds.package_id is null or ds.package_id = f.package_id)
          and case ds.scope when 'everywhere' then true when 'artifact' then ds.scope_id = f.artifact_id when 'service' then ds.scope_id = f.service_id else ds.scope_id = f.team_id end
      ) c order by "scopePlace", not "namesPackage", from_at desc nulls last, "decisionId" desc`,
    values: [artifactId, packageVersionId, vulnerabilityId, at],
  });
  return rows;
}

/** Whether decisions that take the finding out of the queue need a second person; null: there is no such artifact, package version or vulnerability. */
export async function selectGravity(client: ClientBase, { artifactId, packageVersionId, vulnerabilityId }: ExplainedFinding): Promise<boolean | null> {
  const { rows } = await client.query<{ grave: boolean }>({
    name: "decisions-gravity",
    text: `select grave from (${finding}) f`,
    values: [artifactId, packageVersionId, vulnerabilityId],
  });
  return rows[0]?.grave ?? null;
}
