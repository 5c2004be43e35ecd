import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** A build that became its artifact's head, with what of the head it changed. */
export type HeadChange = {
  artifactId: number;
  at: Date;
  opened: ArrayLike<number>;
  closed: ArrayLike<number>;
  /** The packages of everything that the build holds. */
  packageIds: ArrayLike<number>;
};

// Not named: a plan kept from an empty database may go through all of the fleet's findings. `coalesce` keeps the planner off the
// fleet-wide partial indexes; the primary key is the right path for one artifact.

const malwareOf = (written: string) => `
  select distinct vulnerability_id as id from ${written} w where (select v.kind from vulnerability v where v.id = w.vulnerability_id) = 'malware'`;

/** Closes findings of package versions that left the head; returns those of the vulnerabilities that are malware. `upgraded`: another version of the package is there. */
export async function closeFindingsOfBuild(on: ClientBase, { artifactId, at, closed, packageIds }: HeadChange): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `with ending as materialized (
       select f.package_version_id as id, f.vulnerability_id, f.opened_at from finding f
        where f.artifact_id = $1 and f.package_version_id = any($3::int4[]) and coalesce(f.closed_at, 'infinity') = 'infinity'),
     judged as materialized (
       select id, (select v.package_id = any($4::int4[]) from package_version v where v.id = each.id) as upgraded
         from (select distinct id from ending) each),
     closed as (
       update finding f set closed_at = greatest($2::timestamptz, f.opened_at), close_reason = case when j.upgraded then 'upgraded' else 'removed' end
         from ending e join judged j using (id)
        where f.artifact_id = $1 and f.package_version_id = e.id and f.vulnerability_id = e.vulnerability_id and f.opened_at = e.opened_at
       returning f.vulnerability_id)
     ${malwareOf("closed")}`,
    [artifactId, at, int4Array(closed), int4Array(packageIds)],
  );
  return rows.map(({ id }) => id);
}

/** Opens findings of package versions that came into the head and are affected; returns those of the vulnerabilities that are malware. */
export async function openFindingsOfBuild(on: ClientBase, { artifactId, at, opened }: HeadChange): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `with opened as (
     insert into finding (artifact_id, package_version_id, vulnerability_id, opened_at, open_reason, advisory_ids)
     select $1::int4, m.package_version_id, m.vulnerability_id, greatest($2::timestamptz, max(earlier.until)), 'build', m.advisory_ids
       from (select package_version_id, vulnerability_id, array_agg(advisory_id order by advisory_id) as advisory_ids from match
              where package_version_id = any($3::int4[]) and state = 'affected' group by package_version_id, vulnerability_id) m
       left join lateral (select max(greatest(f.closed_at, f.opened_at + interval '1 millisecond')) as until from finding f
                           where f.artifact_id = $1 and f.package_version_id = m.package_version_id and f.vulnerability_id = m.vulnerability_id) earlier on true
      group by m.package_version_id, m.vulnerability_id, m.advisory_ids
     on conflict do nothing returning vulnerability_id)
     ${malwareOf("opened")}`,
    [artifactId, at, int4Array(opened)],
  );
  return rows.map(({ id }) => id);
}

/** Vulnerabilities that affect any of these package versions and are malware. */
export async function selectMalwareOf(on: ClientBase, packageVersionIds: ArrayLike<number>): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `select distinct v.id from match m join vulnerability v on v.id = m.vulnerability_id
      where m.package_version_id = any($1::int4[]) and m.state = 'affected' and v.kind = 'malware'`,
    [int4Array(packageVersionIds)],
  );
  return rows.map((row) => row.id);
}
