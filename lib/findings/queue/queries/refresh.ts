import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import type { SlaRule } from "@/lib/sla/rule";
import type { Asked } from "./asked";
import { editionSql } from "./edition";
import { followingCtes, historic, list } from "./following";
import { classColumns } from "./totals";
import { exposureOf, keyColumns, madeColumns, wantedCtes } from "./wanted";

const all = [...keyColumns, ...madeColumns];

/**
 * One statement: what ought to be in the queue of what is asked, compared with what is. Only differences are written, counts follow from them, and artifacts
 * whose history is another have the next `rev`. Under locks that keep others from writing the same rows, taken by a statement before.
 */
function refreshSql({ ofFindings, ofQueue, values }: Asked, rules: readonly SlaRule[]): string {
  const at = `$${values.length + 1}::timestamptz`;
  return `with stored as materialized (select * from open_finding x where ${ofQueue}),
  f as materialized (select x.artifact_id, x.package_version_id, x.vulnerability_id, x.opened_at from finding x where ${ofFindings} and x.closed_at is null),
  ${wantedCtes(rules, at)},
  difference as materialized (
    select ${list(keyColumns)}, ${list(madeColumns.map((column) => `w.${column}, s.${column} as old_${column}`))},
        s.rank is null as is_new, w.rank is null as is_gone, (${historic("w")}) is distinct from (${historic("s")}) as is_historic
      from wanted w full join stored s using (${list(keyColumns)})
     where (${list(madeColumns, "w")}) is distinct from (${list(madeColumns, "s")})),
  gone as (
    delete from open_finding x using difference d where d.is_gone and ${keyColumns.map((column) => `x.${column} = d.${column}`).join(" and ")}),
  added as (
    insert into open_finding (${list(all)}) select ${list(all)} from difference where is_new order by ${list(keyColumns)}),
  changed as (
    insert into open_finding (${list(all)}) select ${list(all)} from difference where not is_new and not is_gone order by ${list(keyColumns)}
    on conflict (${list(keyColumns)}) do update set ${madeColumns.map((column) => `${column} = excluded.${column}`).join(", ")}),
  ${followingCtes({
    changes: `select artifact_id, due_at, ${list(classColumns)}, 1 as n from difference where not is_gone
      union all select artifact_id, old_due_at, ${list(classColumns.map((column) => `old_${column}`))}, -1 from difference where not is_new`,
    revises: "select artifact_id from difference where is_historic",
  })}
  select count(*)::int as changed from difference`;
}

export async function writeQueue(on: ClientBase, asked: Asked, { rules, at }: { rules: readonly SlaRule[]; at: Date }): Promise<number> {
  const { rows } = await on.query<{ changed: number }>(refreshSql(asked, rules), [...asked.values, at]);
  return rows[0]?.changed ?? 0;
}

/** Those of the artifacts that have none yet get a row, without which nothing of them is in the queue; returns them. */
export async function insertMissingArtifacts(on: ClientBase, artifactIds: Buffer): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "queue-missing-artifacts",
    text: `insert into artifact_findings (artifact_id, queue_rev) select id, ${editionSql} from unnest($1::int4[]) id where not exists (select from artifact_findings a where a.artifact_id = id)
      order by id on conflict do nothing returning artifact_id as id`,
    values: [artifactIds],
  });
  return rows.map(({ id }) => id);
}

/** Those of the artifacts whose queue says another exposure than what runs. */
export async function selectExposedOtherwise(on: ClientBase, artifactIds: readonly number[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "queue-exposed-otherwise",
    text: `select a.id from unnest($1::int4[]) a(id) cross join lateral (select exposure from open_finding x where x.artifact_id = a.id limit 1) x where x.exposure <> ${exposureOf} order by 1`,
    values: [int4Array([...new Set(artifactIds)])],
  });
  return rows.map(({ id }) => id);
}

/** Every history with findings of these vulnerabilities is another now. */
export async function reviseHistories(on: ClientBase, vulnerabilityIds: readonly number[]): Promise<void> {
  await on.query({
    text: `update artifact_findings set rev = rev + 1 where artifact_id in (
      select artifact_id from finding where vulnerability_id = any($1::int4[]) and closed_at is null
      union select artifact_id from finding where vulnerability_id = any($1::int4[]) and closed_at is not null)`,
    values: [int4Array(vulnerabilityIds)],
  });
}
