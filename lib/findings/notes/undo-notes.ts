import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { authorOf } from "./author";
import { newBatch, settle } from "./note-findings";
import { insertUndoing, lockNotes, selectBatch } from "./queries/notes";
import { noteBatchSchema, type Undone } from "./schemas";

/**
 * Takes back what `noteFindings` did, by further notes. What somebody said since stays. A second time changes nothing. Needs `findings:write`; throws
 * `not_found`, and `forbidden` for a batch of somebody else.
 */
export async function undoNotes({ ctx, input }: Verb<z.input<typeof noteBatchSchema>>): Promise<Undone> {
  requireScope(ctx, "findings:write");
  const { batchId } = noteBatchSchema.parse(input);
  return inTransaction(async (client) => {
    await lockNotes(client);
    const before = await selectBatch(client, batchId);
    if (before === null) throw new WhereinError("not_found", "There are no such notes.", { reason: "notes_unknown" });
    if (before.byId !== authorOf(ctx.actor)) throw new WhereinError("forbidden", "Only who wrote notes takes them back.", { reason: "not_the_author" });
    const batch = newBatch(ctx, before.notes);
    const written = await insertUndoing(client, batchId, batch);
    if (written.length > 0) await settle(client, ctx, { batch, written, action: "finding.notes_undone", detail: { undoes: batchId } });
    return { batchId: batch.batchId, notes: written.length, kept: before.notes - written.length };
  });
}
