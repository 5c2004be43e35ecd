import type { Context } from "@/lib/context";
import { pool } from "@/lib/db";

/** Someone who works on incidents. */
export const analyst: Context = { actor: { kind: "user", id: "00000000-0000-7000-8000-000000000001", name: "Mira", role: "member" }, requestId: "r1" };

/** What the audit trail says of an incident, oldest first. */
export async function auditOf(id: number): Promise<{ action: string; by: string; detail: Record<string, unknown> }[]> {
  const text = "select action, actor_name as by, detail from audit_event where subject_kind = 'incident' and subject_id = $1 order by at, id";
  return (await pool().query(text, [String(id)])).rows;
}

/** Events that wait to be sent on. */
export async function eventsOf(id: number): Promise<Record<string, unknown>[]> {
  const { rows } = await pool().query("select payload from outbox_event where subject_kind = 'incident' and subject_id = $1 order by id", [String(id)]);
  return rows.map(({ payload }) => payload);
}

export async function forgetIncidents(): Promise<void> {
  await pool().query(
    "select testing.emptied('incident, incident_edition, incident_revision, incident_service, incident_run, indicator_list, deployment, audit_event, outbox_event', 'restart identity')",
  );
}
