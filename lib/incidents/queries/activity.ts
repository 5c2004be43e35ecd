import type { ClientBase, Pool } from "pg";
import type { Context } from "@/lib/context";
import { uuidv7 } from "@/lib/db/uuid";

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

type Reopened = { incidentId: number; at: Date; services: readonly { service: string | null; was: string; note: string | null }[] };

/** Writes an audit row for each service that is to do again, all at once: others wait for the incident meanwhile. */
export async function insertReopened(client: ClientBase, { actor, requestId }: Context, { incidentId, at, services }: Reopened): Promise<void> {
  if (services.length === 0) return;
  await client.query({
    text: `insert into audit_event (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, detail, request_id)
      select w.id, $3, $4, $5, $6, 'incident.service_reopened', 'incident', $7, w.detail, $8 from unnest($1::uuid[], $2::jsonb[]) as w(id, detail)`,
    values: [
      services.map(() => uuidv7(at.getTime())),
      services.map((service) => JSON.stringify(service)),
      at,
      actor.kind,
      actor.kind === "system" ? null : actor.id,
      actor.name,
      String(incidentId),
      requestId,
    ],
  });
}
