import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { meansVersion, staysInQueue } from "@/lib/decisions/queries/effective";
import type { decisionScopes } from "@/lib/decisions/words";

/** A stretch in which a decision kept a finding out of the queue. */
export type PauseRow = { artifactId: number; packageVersionId: number; vulnerabilityId: number; openedAt: Date; fromAt: Date; until: Date | null };

const subjectsOf = (scope: (typeof decisionScopes)[number], is: string) =>
  `select asked.id as artifact_id, of_scope.* from asked join decision_subject of_scope on of_scope.scope = '${scope}'${is}`;
const subjects = [
  subjectsOf("artifact", " and of_scope.scope_id = asked.id"),
  subjectsOf("service", " and of_scope.scope_id = asked.service_id"),
  subjectsOf("team", " and of_scope.scope_id = asked.team_id"),
  subjectsOf("everywhere", ""),
];

const meant = meansVersion({ packageId: "pv.package_id", version: "pv.version", versionKey: "pv.version_key" });

/**
 * When the clocks of some artifacts' findings stood still: while a decision that takes a finding out of the queue was in effect, and had a second person's
 * approval where the finding is grave. Found from what was decided for these artifacts and their owners: there may be many decisions on others. Whether a
 * narrower one said something else meanwhile is not asked.
 */
export async function selectPausesOf(client: ClientBase, artifactIds: ArrayLike<number>): Promise<PauseRow[]> {
  const { rows } = await client.query<PauseRow>({
    text: `with asked as materialized (select a.id, a.service_id, s.team_id from artifact a join service s on s.id = a.service_id where a.id = any($1::int[])),
      meant as materialized (${subjects.join(" union all ")})
      select x.artifact_id as "artifactId", x.package_version_id as "packageVersionId", x.vulnerability_id as "vulnerabilityId", x.opened_at as "openedAt",
        e.from_at as "fromAt", least(d.expires_at, w.at) as until
      from meant ds join decision d on d.id = ds.decision_id join decision_effect e on e.decision_id = d.id left join decision_end w on w.decision_id = d.id
      cross join lateral (select distinct va.vulnerability_id from unnest(ds.names) as each(name) join vulnerability_alias va on va.name = each.name) n
      join finding x on x.vulnerability_id = n.vulnerability_id and x.artifact_id = ds.artifact_id
      join vulnerability v on v.id = x.vulnerability_id join package_version pv on pv.id = x.package_version_id
      where not ${staysInQueue} and ${meant}
        and (e.approver_id is not null or not (v.kind = 'malware' or v.severity = 'critical' or v.kev_added_on is not null))
        and (x.closed_at is null or e.from_at < x.closed_at) and (least(d.expires_at, w.at) is null or least(d.expires_at, w.at) > greatest(e.from_at, x.opened_at))`,
    values: [int4Array(artifactIds)],
  });
  return rows;
}
