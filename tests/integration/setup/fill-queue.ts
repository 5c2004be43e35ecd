import type { Pool } from "pg";

/** Makes the queue of open findings what the findings are, and says of every artifact whose findings differ that they changed. */
export async function fillQueue(pool: Pool): Promise<void> {
  await pool.query(`with wanted as (
      select f.artifact_id, f.package_version_id, f.vulnerability_id, pv.package_id, a.service_id, f.opened_at, v.severity_rank, v.kev_added_on is not null as kev
      from finding f join artifact a on a.id = f.artifact_id join package_version pv on pv.id = f.package_version_id join vulnerability v on v.id = f.vulnerability_id
      where f.closed_at is null),
    added as (
      insert into open_finding (rank, artifact_id, package_version_id, vulnerability_id, package_id, service_id, opened_at, kind, severity_rank, exposure, kev, grave, state)
      select 1, artifact_id, package_version_id, vulnerability_id, package_id, service_id, opened_at, 0, severity_rank, 0, kev, false, 'undecided' from wanted
      on conflict do nothing returning artifact_id),
    removed as (
      delete from open_finding o where not exists (select from wanted w where w.artifact_id = o.artifact_id and w.package_version_id = o.package_version_id
        and w.vulnerability_id = o.vulnerability_id) returning artifact_id)
    insert into artifact_findings (artifact_id) select artifact_id from added union select artifact_id from removed
    on conflict (artifact_id) do update set rev = artifact_findings.rev + 1`);
}

/** Takes an open finding out of the queue, or back. */
export async function decide(pool: Pool, given: { service: string; vulnerability: string; state: "accepted" | "not_affected" | "undecided" }): Promise<void> {
  await pool.query(
    `update open_finding o set state = $3 from service s, vulnerability v where s.id = o.service_id and s.slug = $1 and v.id = o.vulnerability_id and v.display_id = $2`,
    [given.service, given.vulnerability, given.state],
  );
}
