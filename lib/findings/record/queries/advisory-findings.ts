import type { ClientBase } from "pg";
import { boolArray, int4Array } from "@/lib/db/binary-arrays";
import type { Pairs } from "@/lib/matching/queries/write-matches";

/** Closes the open findings of pairs that no advisory affects any more; returns how many. */
export async function closeLostFindings(on: ClientBase, lost: Pairs & { withdrawn: Int32Array }, at: Date): Promise<number> {
  const { rowCount } = await on.query(
    `update finding f set closed_at = greatest($4::timestamptz, f.opened_at), close_reason = case when lost.withdrawn then 'withdrawn' else 'corrected' end
       from unnest($1::int4[], $2::int4[], $3::bool[]) as lost(id, vulnerability_id, withdrawn)
      where f.package_version_id = lost.id and f.vulnerability_id = lost.vulnerability_id and f.closed_at is null
        and not exists (select 1 from match m where m.package_version_id = lost.id and m.vulnerability_id = lost.vulnerability_id and m.state = 'affected')`,
    [int4Array(lost.packageVersionIds), int4Array(lost.vulnerabilityIds), boolArray(lost.withdrawn), at],
  );
  return rowCount ?? 0;
}

/**
 * Opens findings of pairs where the package version is in a head build; returns how many. Both are true from `at` on, or from the build if
 * that is said to be later. What was open before begins after that, so that the two never overlap. Of a vulnerability without any findings, as most new
 * malware is, nothing was. None else opens findings meanwhile, so no row is in the way.
 */
export async function openGainedFindings(on: ClientBase, gained: Pairs, at: Date): Promise<number> {
  const { rowCount } = await on.query(
    `with known as materialized (
       select each.id as vulnerability_id from (select distinct id from unnest($2::int4[]) id) each
        where case when exists (select from finding f where f.vulnerability_id = each.id and f.closed_at is null)
                     or exists (select from finding f where f.vulnerability_id = each.id and f.closed_at is not null) then true else false end),
     affected as materialized (
       select g.id, g.vulnerability_id, by.advisory_ids, case when g.vulnerability_id in (select vulnerability_id from known) then true else false end as is_known
         from unnest($1::int4[], $2::int4[]) as g(id, vulnerability_id)
        cross join lateral (select array_agg(m.advisory_id order by m.advisory_id) as advisory_ids from match m
                             where m.package_version_id = g.id and m.vulnerability_id = g.vulnerability_id and m.state = 'affected') by
        where by.advisory_ids is not null)
     insert into finding (artifact_id, package_version_id, vulnerability_id, opened_at, open_reason, advisory_ids)
     select p.artifact_id, g.id, g.vulnerability_id, greatest($3::timestamptz, p.from_at, earlier.until), 'advisory', g.advisory_ids
       from affected g
       join presence p on p.package_version_id = g.id and p.to_seq is null
       left join lateral (select max(greatest(f.closed_at, f.opened_at + interval '1 millisecond')) as until, bool_or(f.closed_at is null) as is_open from finding f
                           where g.is_known and f.artifact_id = p.artifact_id and f.package_version_id = g.id and f.vulnerability_id = g.vulnerability_id) earlier on true
      where earlier.is_open is not true
      order by p.artifact_id`,
    [int4Array(gained.packageVersionIds), int4Array(gained.vulnerabilityIds), at],
  );
  return rowCount ?? 0;
}
