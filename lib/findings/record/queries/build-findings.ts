import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { int4Column } from "@/lib/db/binary-columns";

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

/** What became of findings: of which package versions, and which of the vulnerabilities are malware. */
export type WrittenFindings = { packageVersionIds: number[]; malware: number[] };

const malwareOf = (written: string) => `
  select distinct vulnerability_id as id from ${written} w where (select v.kind from vulnerability v where v.id = w.vulnerability_id) = 'malware'`;

const writtenOf = (written: string) =>
  `select array(select distinct package_version_id from ${written}) as "packageVersionIds", array(${malwareOf(written)}) as malware`;

/** What of a head change concerns findings at all: of most builds nothing does. */
export type Touched = { affected: Int32Array; open: Int32Array };

/** Of the package versions that came into the head those that are affected, of those that left it those with open findings. */
export async function selectTouched(on: ClientBase, { artifactId, opened, closed }: HeadChange): Promise<Touched> {
  const { rows } = await on.query<{ affected: Buffer; open: Buffer }>(
    `select
       (select coalesce(string_agg(distinct int4send(m.package_version_id), ''::bytea), '') from match m
         where m.package_version_id = any($2::int4[]) and m.state = 'affected') as affected,
       (select coalesce(string_agg(int4send(gone.id), ''::bytea), '') from unnest($3::int4[]) as gone(id)
         where (select true from finding f where f.artifact_id = $1 and f.package_version_id = gone.id and coalesce(f.closed_at, 'infinity') = 'infinity' limit 1)) as open`,
    [artifactId, int4Array(opened), int4Array(closed)],
  );
  const found = rows[0];
  return { affected: int4Column(found?.affected ?? Buffer.alloc(0)), open: int4Column(found?.open ?? Buffer.alloc(0)) };
}

/** Closes findings of package versions that left the head. `upgraded`: another version of the package is there. */
export async function closeFindingsOfBuild(on: ClientBase, { artifactId, at, closed, packageIds }: HeadChange): Promise<WrittenFindings> {
  const { rows } = await on.query<WrittenFindings>(
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
       returning f.package_version_id, f.vulnerability_id)
     ${writtenOf("closed")}`,
    [artifactId, at, int4Array(closed), int4Array(packageIds)],
  );
  return rows[0] ?? nothing;
}

/** Closes every open finding of an artifact that is retired; returns how many, and those of the vulnerabilities that are malware. */
export async function closeFindingsOfRetired(on: ClientBase, artifactId: number, at: Date): Promise<{ closed: number; malware: number[] }> {
  const { rows } = await on.query<{ closed: number; malware: number[] }>(
    `with closed as (
       update finding f set closed_at = greatest($2::timestamptz, f.opened_at), close_reason = 'retired'
        where f.artifact_id = $1 and coalesce(f.closed_at, 'infinity') = 'infinity' returning f.vulnerability_id)
     select (select count(*)::int from closed) as closed, array(${malwareOf("closed")}) as malware`,
    [artifactId, at],
  );
  return rows[0] ?? { closed: 0, malware: [] };
}

/** Opens findings of package versions that came into the head and are affected. */
export async function openFindingsOfBuild(on: ClientBase, { artifactId, at, opened }: HeadChange): Promise<WrittenFindings> {
  const { rows } = await on.query<WrittenFindings>(
    `with opened as (
     insert into finding (artifact_id, package_version_id, vulnerability_id, opened_at, open_reason, advisory_ids)
     select $1::int4, m.package_version_id, m.vulnerability_id, greatest($2::timestamptz, max(earlier.until)), 'build', m.advisory_ids
       from (select package_version_id, vulnerability_id, array_agg(advisory_id order by advisory_id) as advisory_ids from match
              where package_version_id = any($3::int4[]) and state = 'affected' group by package_version_id, vulnerability_id) m
       left join lateral (select max(greatest(f.closed_at, f.opened_at + interval '1 millisecond')) as until from finding f
                           where f.artifact_id = $1 and f.package_version_id = m.package_version_id and f.vulnerability_id = m.vulnerability_id) earlier on true
      group by m.package_version_id, m.vulnerability_id, m.advisory_ids
     on conflict do nothing returning package_version_id, vulnerability_id)
     ${writtenOf("opened")}`,
    [artifactId, at, int4Array(opened)],
  );
  return rows[0] ?? nothing;
}

const nothing: WrittenFindings = { packageVersionIds: [], malware: [] };

/** Vulnerabilities that affect any of these package versions and are malware. */
export async function selectMalwareOf(on: ClientBase, packageVersionIds: ArrayLike<number>): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `select distinct v.id from match m join vulnerability v on v.id = m.vulnerability_id
      where m.package_version_id = any($1::int4[]) and m.state = 'affected' and v.kind = 'malware'`,
    [int4Array(packageVersionIds)],
  );
  return rows.map((row) => row.id);
}
