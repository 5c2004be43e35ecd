import type { ClientBase } from "pg";
import type { Context } from "@/lib/context";
import { uuidv7 } from "@/lib/db/uuid";
import { insertAuditEvent } from "./queries";

/** What happened, to what: `action` is `noun.verb` in the past tense, e.g. `token.created`. */
export type AuditEntry = { action: string; subjectKind: string; subjectId: string; detail?: unknown };

/** Writes the audit row on the caller's transaction: it commits with the write or not at all. */
export async function recordAudit(client: ClientBase, ctx: Context, entry: AuditEntry, at = new Date()): Promise<void> {
  const { actor } = ctx;
  await insertAuditEvent(client, {
    id: uuidv7(at.getTime()),
    at,
    actorKind: actor.kind,
    actorId: actor.kind === "system" ? null : actor.id,
    actorName: actor.name,
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId,
    detail: entry.detail === undefined ? null : JSON.stringify(entry.detail),
    requestId: ctx.requestId,
  });
}
