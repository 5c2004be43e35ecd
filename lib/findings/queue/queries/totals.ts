import type { ClientBase, Pool } from "pg";

/** What findings are counted apart by. */
export const classColumns = ["kind", "severity_rank", "kev", "state"] as const;
export const totalColumns = ["due_on", ...classColumns] as const;

/** SQL of the day (UTC) that `open_total` counts a due time under. */
export const dueOn = (dueAt: string) => `coalesce((${dueAt} at time zone 'UTC')::date, 'infinity')`;

/** SQL of all totals as rows: several of one class and day, together what there is. */
export const totals = `(select ${totalColumns.join(", ")}, n from open_total union all select ${totalColumns.join(", ")}, n from open_total_change)`;

const changesMax = 100_000;

/** Takes changes into the totals; returns how many, and whether more may be left. Any number of processes may do so. */
export async function takeInChanges(on: ClientBase | Pool): Promise<{ taken: number; isDone: boolean }> {
  const { rows } = await on.query<{ taken: number }>({
    name: "queue-take-in-changes",
    text: `with taken as (
        delete from open_total_change where id = any(array(select id from open_total_change order by id limit ${changesMax} for update skip locked))
        returning ${totalColumns.join(", ")}, n),
      added as (
        insert into open_total as t (${totalColumns.join(", ")}, n) select ${totalColumns.join(", ")}, sum(n)::int from taken group by ${totalColumns.join(", ")} having sum(n) <> 0
        order by ${totalColumns.join(", ")} on conflict (${totalColumns.join(", ")}) do update set n = t.n + excluded.n)
      select count(*)::int as taken from taken`,
  });
  await on.query({ name: "queue-drop-empty-totals", text: "delete from open_total where n = 0" });
  const taken = rows[0]?.taken ?? 0;
  return { taken, isDone: taken < changesMax };
}

/**
 * Counts the queue and adds what the totals lack, or have too much of; returns of how many classes and days. Who writes the queue writes what that changes in
 * the same transaction, so the one snapshot of this statement says both. Differences come from older processes that know nothing of totals.
 */
export async function recountTotals(on: ClientBase | Pool): Promise<number> {
  const { rows } = await on.query<{ corrected: number }>({
    name: "queue-recount-totals",
    text: `with counted as (
        select ${dueOn("due_at")} as due_on, ${classColumns.join(", ")}, count(*)::int as n from open_finding group by 1, 2, 3, 4, 5
        union all select ${totalColumns.join(", ")}, -n from ${totals} t),
      corrected as (insert into open_total_change (${totalColumns.join(", ")}, n)
        select ${totalColumns.join(", ")}, sum(n)::int from counted group by ${totalColumns.join(", ")} having sum(n) <> 0 returning 1)
      select count(*)::int as corrected from corrected`,
  });
  return rows[0]?.corrected ?? 0;
}
