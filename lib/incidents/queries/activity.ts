import type { Pool } from "pg";

export type ActivityRow = { at: Date; action: string; actorKind: string; actorName: string; detail: unknown };

/** What the audit trail says of an incident, newest first: the last `limit` up to a moment. */
export async function selectActivity(db: Pool, id: number, moment: Date, limit: number): Promise<ActivityRow[]> {
  const { rows } = await db.query<ActivityRow>({
    text: `select at, action, actor_kind as "actorKind", actor_name as "actorName", detail from audit_event
      where subject_kind = 'incident' and subject_id = $1 and at <= $2 order by at desc, id desc limit $3`,
    values: [String(id), moment, limit],
  });
  return rows;
}
