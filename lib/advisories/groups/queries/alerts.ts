import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** An alert, with the id under which it was raised. Times are milliseconds since 1970. */
export type StoredAlert = { id: string; group: number; raisedUnder: string | null; raisedAt: Date; isStanding: boolean };

export async function selectAlerts(on: ClientBase, groups: readonly number[]): Promise<StoredAlert[]> {
  const { rows } = await on.query<StoredAlert>({
    name: "groups-alerts",
    text: `select id, vulnerability_id as "group", detail->>'displayId' as "raisedUnder", raised_at as "raisedAt", retracted_at is null as "isStanding"
           from alert where vulnerability_id = any($1::int4[]) order by raised_at, id`,
    values: [int4Array(groups)],
  });
  return rows;
}

/** Ends standing alerts, with an event for whoever sends it on, because another one stands for the group that theirs became part of. */
export async function endMergedAlerts(on: ClientBase, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await on.query({
    name: "groups-end-alerts",
    text: `with ended as (update alert set retracted_at = greatest($2, raised_at), retract_reason = 'merged' where id = any($1::uuid[]) returning id, detail)
           insert into outbox_event (at, kind, subject_kind, subject_id, payload)
           select $2, 'malware.alert_retracted', 'alert', id::text, jsonb_build_object('alertId', id, 'displayId', detail->>'displayId', 'reason', 'merged') from ended`,
    values: [ids, at],
  });
}

/** Gives alerts the group at the same place. Two steps: a group that one comes to may not yet have been left by another. */
export async function moveAlerts(on: ClientBase, ids: readonly string[], groups: readonly number[]): Promise<void> {
  await on.query({ name: "groups-lift-alerts", text: "update alert set vulnerability_id = -vulnerability_id where id = any($1::uuid[])", values: [ids] });
  await on.query({
    name: "groups-move-alerts",
    text: `update alert set vulnerability_id = moved.to_group from unnest($1::uuid[], $2::int4[]) as moved(id, to_group)
           where alert.id = moved.id and alert.id = any($1::uuid[])`,
    values: [ids, int4Array(groups)],
  });
}
