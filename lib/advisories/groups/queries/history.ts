import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** Gives the matches of advisories the group at the same place. */
export async function moveMatches(on: ClientBase, advisoryIds: readonly number[], groups: readonly number[]): Promise<void> {
  await on.query({
    name: "groups-move-matches",
    text: `update match m set vulnerability_id = moved.to_group from unnest($1::int4[], $2::int4[]) as moved(id, to_group)
           where m.advisory_id = moved.id and m.advisory_id = any($1::int4[])`,
    values: [int4Array(advisoryIds), int4Array(groups)],
  });
}

export async function hasFindings(on: ClientBase, groups: readonly number[]): Promise<boolean> {
  const { rows } = await on.query<{ found: boolean }>({
    name: "groups-have-findings",
    text: `select exists (select from finding where vulnerability_id = any($1::int4[]) and closed_at is null)
             or exists (select from finding where vulnerability_id = any($1::int4[]) and closed_at is not null) as found`,
    values: [int4Array(groups)],
  });
  return rows[0]?.found ?? false;
}

/**
 * Collects the findings of groups that are to move, each once for every group that its advisories are in now: those by which it opened or, while it is
 * open, is supported. An open one ends where none of the latter went. `from` and `to`: where one goes whose advisories are not known.
 * Asks for advisories that are moved already and matches that are not yet. Returns how many there are.
 */
export async function collectFindings(on: ClientBase, { from, to, at }: { from: readonly number[]; to: readonly number[]; at: Date }): Promise<number> {
  await on.query(
    `create temp table if not exists moved_finding (source int4, artifact_id int4, package_version_id int4, vulnerability_id int4, opened_at timestamptz,
       closed_at timestamptz, open_reason text, close_reason text, advisory_ids int4[]) on commit delete rows`,
  );
  await on.query("truncate moved_finding");
  const { rowCount } = await on.query({
    text: `with held as materialized (
      select f.*, case when f.closed_at is null then
          (select array_agg(m.advisory_id) from match m
           where m.vulnerability_id = f.vulnerability_id and m.package_version_id = f.package_version_id and m.state = 'affected') end as supporting
      from finding f where f.vulnerability_id = any($1::int4[])),
    placed as (
      select h.*, coalesce(part.group_id, heir.to_group) as to_group, coalesce(part.ids, h.advisory_ids) as ids, coalesce(part.is_supported, true) as is_supported
      from held h join unnest($1::int4[], $2::int4[]) as heir(from_group, to_group) on heir.from_group = h.vulnerability_id
      left join lateral (
        select a.vulnerability_id as group_id, array_agg(a.id order by a.id) as ids, bool_or(h.supporting is null or a.id = any(h.supporting)) as is_supported
        from advisory a where a.id = any(h.advisory_ids || h.supporting) group by a.vulnerability_id
      ) part on true)
    insert into moved_finding
    select p.vulnerability_id, artifact_id, package_version_id, to_group, opened_at,
      case when closed_at is null and not is_supported then greatest($3::timestamptz, opened_at) else closed_at end, open_reason,
      case when closed_at is null and not is_supported then 'corrected' else close_reason end, ids from placed p
    where to_group <> p.vulnerability_id
      or exists (select from advisory a where a.id = any(p.advisory_ids || p.supporting) and a.vulnerability_id <> p.vulnerability_id)`,
    values: [int4Array(from), int4Array(to), at],
  });
  return rowCount ?? 0;
}

/** Adds the findings that the groups have already of the same artifact and package version, so that two can become one. */
export async function collectFindingsInPlace(on: ClientBase): Promise<void> {
  // Without it the planner takes the table for one of a thousand rows and may read all findings instead of these.
  await on.query("analyze moved_finding");
  await on.query(
    `insert into moved_finding
     select f.vulnerability_id, f.artifact_id, f.package_version_id, f.vulnerability_id, f.opened_at, f.closed_at, f.open_reason, f.close_reason, f.advisory_ids
     from (select distinct artifact_id, package_version_id, vulnerability_id from moved_finding) pair
     join finding f on f.artifact_id = pair.artifact_id and f.package_version_id = pair.package_version_id and f.vulnerability_id = pair.vulnerability_id
     where not exists (select from moved_finding taken where taken.artifact_id = f.artifact_id and taken.package_version_id = f.package_version_id
       and taken.source = f.vulnerability_id and taken.opened_at = f.opened_at)`,
  );
}

/** Takes what was collected out of its old groups. */
export async function deleteCollectedFindings(on: ClientBase): Promise<void> {
  await on.query(
    `delete from finding f using moved_finding taken where f.artifact_id = taken.artifact_id and f.package_version_id = taken.package_version_id
       and f.vulnerability_id = taken.source and f.opened_at = taken.opened_at`,
  );
}

/**
 * Writes what was collected into its new groups. Open findings of one artifact, package version and group become one that is open since the earliest;
 * closed ones stay beside it, but for one that began at that very moment, which the longer one contains.
 */
export async function insertCollectedFindings(on: ClientBase): Promise<void> {
  await on.query(
    `with dated as (
       select *, case when closed_at is null
         then min(opened_at) filter (where closed_at is null) over (partition by artifact_id, package_version_id, vulnerability_id) else opened_at end as since
       from moved_finding)
     insert into finding (artifact_id, package_version_id, vulnerability_id, opened_at, closed_at, open_reason, close_reason, advisory_ids)
     select artifact_id, package_version_id, vulnerability_id, since,
       case when bool_or(closed_at is null) then null else max(closed_at) end,
       (array_agg(open_reason order by opened_at, closed_at desc nulls first))[1],
       case when bool_or(closed_at is null) then null else (array_agg(close_reason order by closed_at desc))[1] end,
       coalesce(array_agg(distinct by_advisory order by by_advisory) filter (where by_advisory is not null), '{}')
     from dated left join lateral unnest(advisory_ids) as by_advisory on true
     group by artifact_id, package_version_id, vulnerability_id, since`,
  );
  await on.query("truncate moved_finding");
}
