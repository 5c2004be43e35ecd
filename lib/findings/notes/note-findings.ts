import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction, uuidv7 } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { authorOf } from "./author";
import { isPerson } from "./queries/activity";
import { type Batch, insertNotes, lockNotes, selectSubjects } from "./queries/notes";
import { type Note, type Noted, type NoteFindings, noteFindingsSchema } from "./schemas";

/**
 * Comments on findings, assigns them or says by when they are due: all of them in one batch, which `undoNotes` takes back. What is so already changes
 * nothing. A note is bound to the vulnerability in the package of the service, so it is there for later builds and versions too. Needs `findings:write`;
 * throws `not_found` where none of the findings exists, `invalid` for an assignee that nobody is.
 */
export async function noteFindings({ ctx, input }: Verb<NoteFindings>): Promise<Noted> {
  requireScope(ctx, "findings:write");
  const { findings: keys, note } = noteFindingsSchema.parse(input);
  return inTransaction(async (client) => {
    if (note.kind === "assignee" && note.assignee !== null && !(await isPerson(client, note.assignee))) throw nobody();
    const { findings, subjects } = await selectSubjects(client, keys);
    if (findings === 0) throw new WhereinError("not_found", "None of these findings exists.", { reason: "finding_unknown" });
    await lockNotes(client);
    const batch = newBatch(ctx, subjects.length);
    const written = await insertNotes(client, subjects, note, batch);
    if (written.length > 0) await settle(client, ctx, { batch, written, action: "finding.noted", detail: { ...shortOf(note), findings } });
    return { batchId: batch.batchId, findings, notes: written.length };
  });
}

/** A batch of now, with ids for its notes. */
export function newBatch(ctx: Context, size: number): Batch {
  const at = new Date();
  const ids = Array.from({ length: size }, () => uuidv7(at.getTime()));
  return { batchId: uuidv7(at.getTime()), at, byId: authorOf(ctx.actor), byName: ctx.actor.name, ids };
}

type Settled = { batch: Batch; written: readonly { serviceId: number; packageId: number }[]; action: string; detail: Record<string, unknown> };

/** What follows from notes that were written: the audit row and the queue. */
export async function settle(client: PoolClient, ctx: Context, { batch, written, action, detail }: Settled): Promise<void> {
  await recordAudit(client, ctx, { action, subjectKind: "finding_notes", subjectId: batch.batchId, detail: { ...detail, notes: written.length } }, batch.at);
}

/** As the audit trail has it: a comment only as that it is. */
function shortOf(note: Note): Record<string, unknown> {
  return note.kind === "comment" ? { kind: note.kind, chars: note.text.length } : note;
}

function nobody(): WhereinError {
  const errors = [{ pointer: "/note/assignee", detail: "No person who can sign in has this id", code: "person_unknown" }];
  return new WhereinError("invalid", "The assignee is nobody who can sign in.", { reason: "person_unknown", errors });
}
