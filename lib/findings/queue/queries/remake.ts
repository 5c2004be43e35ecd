import type { ClientBase } from "pg";
import { effectiveDecision, stateByDecision } from "@/lib/decisions/queries/effective";

/** Makes all rows anew. */
export async function remakeQueue(on: ClientBase, at: Date): Promise<number> {
  const decided = effectiveDecision(
    {
      artifactId: "a.id",
      serviceId: "a.service_id",
      teamId: "s.team_id",
      packageId: "pv.package_id",
      version: "pv.version",
      versionKey: "pv.version_key",
      vulnerabilityId: "x.vulnerability_id",
      grave: "(v.kind = 'malware' or v.severity = 'critical' or v.kev_added_on is not null)",
    },
    "$1",
  );
  await on.query("delete from open_finding");
  const { rowCount } = await on.query(
    `insert into open_finding (rank, artifact_id, package_version_id, vulnerability_id, package_id, service_id, opened_at, decided_until, decision_id, kind, severity_rank, exposure, kev, grave, approved, state)
     select 0, x.artifact_id, x.package_version_id, x.vulnerability_id, pv.package_id, a.service_id, x.opened_at, c.expires_at, c.id, 0, v.severity_rank, 0, v.kev_added_on is not null,
       (v.kind = 'malware' or v.severity = 'critical' or v.kev_added_on is not null), coalesce(c.approved, false), ${stateByDecision}
     from finding x join artifact a on a.id = x.artifact_id join service s on s.id = a.service_id join package_version pv on pv.id = x.package_version_id
       join vulnerability v on v.id = x.vulnerability_id left join lateral (${decided}) c on true where x.closed_at is null`,
    [at],
  );
  return rowCount ?? 0;
}
