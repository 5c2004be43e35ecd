import { classColumns, dueOn, totalColumns } from "./totals";

/** Columns with commas between them, of a row where one is named. */
export const list = (columns: readonly string[], row = "") => columns.map((column) => (row === "" ? column : `${row}.${column}`)).join(", ");

const tallied = ["artifact_id", ...classColumns];

const isDecidedAway = (row: string) => `${row}.state not in ('undecided', 'affected', 'under_investigation')`;

/** What history packs of a finding but its class: another one of these is another history. It says that a clock stands still, or does not any more. */
export const historicDecision = (row: string) =>
  `case when ${isDecidedAway(row)} then ${row}.decision_id end, case when ${isDecidedAway(row)} then ${row}.decided_until end`;

/** All that history packs of a finding. */
export const historic = (row: string) => `${row}.opened_at, ${row}.kind, ${row}.severity_rank, ${row}.kev, ${historicDecision(row)}`;

/**
 * CTEs that write what follows from changed rows of `open_finding`: counts, totals, and the next `rev` of artifacts whose history is another.
 * @param changes SQL of rows with the artifact, the class, `due_at`, and `n`, how many more there are
 * @param revises SQL of those artifacts
 */
export function followingCtes({ changes, revises }: { changes: string; revises: string }): string {
  return `changes as materialized (${changes}),
  delta as materialized (select ${list(tallied)}, sum(n)::int as n from changes group by ${list(tallied)} having sum(n) <> 0),
  tally as materialized (select ctid as place, ${list(tallied)}, n from open_tally where artifact_id = any(array(select artifact_id from delta)) and kind = any(array(select distinct kind from delta))),
  counted as materialized (
    select ${list(tallied)}, coalesce(t.n, 0) + d.n as n, t.place from delta d full join tally t using (${list(tallied)}) where case when d.n is null then false else true end),
  uncounted as (delete from open_tally t using counted c where c.n = 0 and t.ctid = c.place),
  first_counted as (
    insert into open_tally (${list(tallied)}, n) select ${list(tallied)}, n from counted where place is null order by ${list(tallied)}),
  recounted as (update open_tally t set n = c.n from counted c where c.n <> 0 and t.ctid = c.place),
  totalled as (
    insert into open_total_change (${list(totalColumns)}, n) select ${list(totalColumns)}, sum(n)::int from (select ${dueOn("due_at")} as due_on, ${list(classColumns)}, n from changes) each
     group by ${list(totalColumns)} having sum(n) <> 0),
  touched as materialized (${revises}),
  revised as (update artifact_findings set rev = rev + 1 where artifact_id in (select artifact_id from touched))`;
}
