import type { ClientBase } from "pg";

export type AuditRow = {
  id: string;
  at: Date;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  /** JSON text. */
  detail: string | null;
  requestId: string | null;
};

/** Inserts one audit event on the given connection. */
export async function insertAuditEvent(client: ClientBase, row: AuditRow): Promise<void> {
  await client.query({
    name: "audit-insert",
    text: `insert into audit_event (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, detail, request_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [row.id, row.at, row.actorKind, row.actorId, row.actorName, row.action, row.subjectKind, row.subjectId, row.detail, row.requestId],
  });
}
