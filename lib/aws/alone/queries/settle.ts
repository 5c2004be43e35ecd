import type { ClientBase } from "pg";
import { aloneColumns, standingAlone } from "./live";
import { owedArtifacts } from "./owed";

const keys = aloneColumns.slice(0, 3);
const made = aloneColumns.slice(3);
const list = (columns: readonly string[], row = "") => columns.map((column) => (row === "" ? column : `${row}.${column}`)).join(", ");

/**
 * In one statement, and so by one snapshot: what changed after it owes again. Only rows that differ are written, and totals are counted on by them.
 * `$1`: artifacts at once
 */
const settleSql = `with owed as materialized (select artifact_id from (${owedArtifacts}) each order by artifact_id limit $1::int),
  wanted as materialized (${standingAlone(["o.artifact_id = any(array(select artifact_id from owed))"])}),
  stored as materialized (select * from inspector_alone where artifact_id = any(array(select artifact_id from owed))),
  difference as materialized (
    select ${list(keys)}, ${list(made, "w")}, s.closed_at as old_closed_at, s.opened_at is null as is_new, w.opened_at is null as is_gone
      from wanted w full join stored s using (${list(keys)}) where (${list(made, "w")}) is distinct from (${list(made, "s")})),
  gone as (
    delete from inspector_alone x using difference d where d.is_gone and ${keys.map((column) => `x.${column} = d.${column}`).join(" and ")}),
  written as (
    insert into inspector_alone (${list(aloneColumns)}) select ${list(aloneColumns)} from difference where not is_gone order by ${list(keys)}
    on conflict (${list(keys)}) do update set ${made.map((column) => `${column} = excluded.${column}`).join(", ")}),
  counted as (
    insert into inspector_alone_total as t (vulnerability_id, n, reported)
    select vulnerability_id, sum((not is_gone)::int - (not is_new)::int)::int as n,
      sum((not is_gone and closed_at is null)::int - (not is_new and old_closed_at is null)::int)::int as reported from difference
    group by 1 order by 1
    on conflict (vulnerability_id) do update set n = t.n + excluded.n, reported = t.reported + excluded.reported),
  observed as materialized (
    select a.artifact_id, f.rev, exists (select from observation o where o.artifact_id = a.artifact_id) as is_observed
      from owed a left join artifact_findings f on f.artifact_id = a.artifact_id),
  settled as (
    insert into inspector_alone_artifact (artifact_id, findings_rev) select artifact_id, rev from observed where is_observed order by 1
    on conflict (artifact_id) do update set findings_rev = excluded.findings_rev),
  unobserved as (delete from inspector_alone_artifact where artifact_id in (select artifact_id from observed where not is_observed)),
  paid as (delete from inspector_alone_owed where artifact_id in (select artifact_id from owed))
  select (select count(*) from owed)::int as artifacts, (select count(*) from difference)::int as changed`;

/** Makes what is kept of some artifacts that owe it. The caller holds the lock of the advisories since a statement before. */
export async function settleSome(on: ClientBase, limit: number): Promise<{ artifacts: number; changed: number }> {
  const { rows } = await on.query<{ artifacts: number; changed: number }>(settleSql, [limit]);
  await on.query("delete from inspector_alone_total where n = 0");
  return rows[0] ?? { artifacts: 0, changed: 0 };
}
