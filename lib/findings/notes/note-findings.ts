import type { PoolClient } from "pg";
import type { z } from "zod";
import { recordAudit } from "@/lib/audit";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction, uuidv7 } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { type FindingKeys, selectFindingKeys } from "../queries/keys";
import { refreshOpenFindings } from "../queue";
import { readFilters } from "../read-filters";
import { authorOf } from "./author";
import { isPerson } from "./queries/activity";
import { type Batch, insertNotes, lockNotes, type NotePlace, selectNumbers, selectSubjects } from "./queries/notes";
import { type Note, type Noted, type NoteFindings, notedFindingsMax, noteFindingsSchema } from "./schemas";

/**
 * Comments on findings, assigns them or says by when they are due: all of them in one batch, which `undoNotes` takes back. What is so already changes
 * nothing. A note is bound to the vulnerability in the package of the service, so it is there for later builds and versions too. Needs `findings:write` and
 * `inventory:read`; throws `not_found` where none of the findings exists, `invalid` for an assignee that nobody is, and where too many are meant.
 */
export async function noteFindings({ ctx, input }: Verb<NoteFindings>): Promise<Noted> {
  requireScope(ctx, "findings:write");
  requireScope(ctx, "inventory:read");
  const { note, ...about } = noteFindingsSchema.parse(input);
  return inTransaction(async (client) => {
    if (note.kind === "assignee" && note.assignee !== null && !(await isPerson(client, note.assignee))) throw nobody();
    const { findings, subjects } = await selectSubjects(client, await keysOf(client, ctx, about));
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

type About = Pick<z.output<typeof noteFindingsSchema>, "findings" | "filter">;

async function keysOf(client: PoolClient, ctx: Context, { findings, filter }: About): Promise<FindingKeys> {
  if (findings) return selectNumbers(client, findings);
  const keys = await selectFindingKeys(client, await readFilters(client, ctx, { ...filter, state: "open" }), notedFindingsMax + 1);
  if (keys.artifactIds.length <= notedFindingsMax) return keys;
  const errors = [{ pointer: "/filter", detail: `At most ${notedFindingsMax} at once.`, code: "too_big" }];
  throw new WhereinError("invalid", `More than ${notedFindingsMax} findings have these filters: narrow them.`, { reason: "too_many_findings", errors });
}

type Settled = { batch: Batch; written: readonly NotePlace[]; action: string; detail: Record<string, unknown> };

/** What follows from notes that were written: the queue and the audit row. */
export async function settle(client: PoolClient, ctx: Context, { batch, written, action, detail }: Settled): Promise<void> {
  const places = new Map(written.map((place) => [`${place.serviceId} ${place.packageId}`, place]));
  await refreshOpenFindings(client, { notes: [...places.values()] }, batch.at);
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
