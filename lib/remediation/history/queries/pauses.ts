import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { meansVersion, staysInQueue } from "@/lib/decisions/queries/effective";

/** A stretch in which a decision kept a finding out of the queue. */
export type PauseRow = { artifactId: number; packageVersionId: number; vulnerabilityId: number; openedAt: Date; fromAt: Date; until: Date | null };

const meant = meansVersion({ packageId: "pv.package_id", version: "pv.version", versionKey: "pv.version_key" });

/**
 * When the clocks of some artifacts' findings stood still: while a decision that takes a finding out of the queue was in effect, and had a second person's
 * approval where the finding is grave. Found from the decisions, which are few. Whether a narrower one said something else meanwhile is not asked.
 */
export async function selectPausesOf(client: ClientBase, artifactIds: ArrayLike<number>): Promise<PauseRow[]> {
  const { rows } = await client.query<PauseRow>({
    text: `select x.artifact_id as "artifactId", x.package_version_id as "packageVersionId", x.vulnerability_id as "vulnerabilityId", x.opened_at as "openedAt",
        e.from_at as "fromAt", least(d.expires_at, w.at) as until
      from decision d join decision_effect e on e.decision_id = d.id left join decision_end w on w.decision_id = d.id
      join decision_subject ds on ds.decision_id = d.id
      cross join lateral (select distinct va.vulnerability_id from unnest(ds.names) as each(name) join vulnerability_alias va on va.name = each.name) n
      join finding x on x.vulnerability_id = n.vulnerability_id and x.artifact_id = any($1::int[])
      join vulnerability v on v.id = x.vulnerability_id join package_version pv on pv.id = x.package_version_id
      join artifact a on a.id = x.artifact_id join service s on s.id = a.service_id
      where not ${staysInQueue} and ${meant}
        and case ds.scope when 'everywhere' then true when 'artifact' then ds.scope_id = a.id when 'service' then ds.scope_id = s.id else ds.scope_id = s.team_id end
        and (e.approver_id is not null or not (v.kind = 'malware' or v.severity = 'critical' or v.kev_added_on is not null))
        and (x.closed_at is null or e.from_at < x.closed_at) and (least(d.expires_at, w.at) is null or least(d.expires_at, w.at) > greatest(e.from_at, x.opened_at))`,
    values: [int4Array(artifactIds)],
  });
  return rows;
}
