import type { ClientBase } from "pg";
import { stateByDecision } from "@/lib/decisions/queries/effective";
import { findingsAbout } from "@/lib/decisions/queries/reach";
import { type SlaRule, tierUnset } from "@/lib/sla/rule";
import { decidedCtes } from "./decided";
import type { DecidedKind } from "./decided-about";
import { followingCtes, historicDecision, list } from "./following";
import { classColumns } from "./totals";
import { dueSql, keyColumns, madeColumns, notedCte } from "./wanted";

type Written = DecidedKind & { rules: readonly SlaRule[]; at: Date };

const all = [...keyColumns, ...madeColumns];
/** What a decision may change of a row. */
const decidedColumns = ["due_at", "decided_until", "decision_id", "approved", "state"] as const;
const kept = all.filter((column) => !(decidedColumns as readonly string[]).includes(column));

/**
 * One statement, as `writeQueue`: a decision opens and closes nothing, so what it is about is in the queue, and all else that rows say stays as it is. Only
 * what is accepted moves when they are due.
 */
function decidedSql({ scopes, takesOut, accepts, rules }: Omit<Written, "at">): string {
  const due = accepts
    ? {
        ctes: `${notedCte("base")},`,
        sql: dueSql(rules),
        joins: `full join paused p using (${list(keyColumns)}) full join noted n using (${list(keyColumns)})`,
      }
    : { ctes: "", sql: "b.due_at", joins: "" };
  return `with spoken as materialized (
    select distinct va.vulnerability_id, ds.scope, ds.scope_id from decision_subject ds cross join unnest(ds.names) as each(name) join vulnerability_alias va on va.name = each.name
     where ds.decision_id = any($1::uuid[])),
  base as materialized (
    select x.*, s.team_id, coalesce(s.tier, ${tierUnset}) as tier, pv.version, pv.version_key
      from ${findingsAbout("select y.* from open_finding y where true", "spoken", new Set(scopes))}
      join service s on s.id = x.service_id join package_version pv on pv.id = x.package_version_id),
  ${decidedCtes("$2::timestamptz")},
  ${due.ctes}
  wanted as materialized (
    select ${list(kept, "b")}, b.due_at as old_due_at, b.decided_until as old_decided_until, b.decision_id as old_decision_id, b.approved as old_approved, b.state as old_state,
        ${due.sql} as due_at, c.expires_at as decided_until, c.id as decision_id, coalesce(c.approved, false) as approved, ${stateByDecision} as state
      from base b full join counts c using (${list(keyColumns)}) ${due.joins}),
  difference as materialized (
    select w.*, (${historicDecision("w")}) is distinct from (${historicDecision("s")}) as is_historic
      from wanted w cross join lateral (select w.old_state as state, w.old_decision_id as decision_id, w.old_decided_until as decided_until) s
     where (${list(decidedColumns, "w")}) is distinct from (${list(
       decidedColumns.map((column) => `old_${column}`),
       "w",
     )})),
  written as (
    insert into open_finding (${list(all)}) select ${list(all)} from difference order by ${list(keyColumns)}
    on conflict (${list(keyColumns)}) do update set ${decidedColumns.map((column) => `${column} = excluded.${column}`).join(", ")}),
  ${followingCtes({
    changes: `select artifact_id, due_at, ${list(classColumns)}, 1 as n from difference
      union all select artifact_id, old_due_at, kind, severity_rank, kev, old_state, -1 from difference`,
    revises: takesOut ? "select distinct artifact_id from base" : "select distinct artifact_id from difference where is_historic",
  })}
  select count(*)::int as changed from difference`;
}

/** Makes what decisions are about say what counts for it now. Returns how many rows are others. */
export async function writeDecided(on: ClientBase, decisionIds: readonly string[], { at, ...kind }: Written): Promise<number> {
  const { rows } = await on.query<{ changed: number }>(decidedSql(kind), [decisionIds, at]);
  return rows[0]?.changed ?? 0;
}
