import { recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { bindAgain } from "./bind-again";
import { vexNotFound } from "./not-found";
import { presentDocuments } from "./present";
import { endDocuments } from "./queries/documents";
import { lockVex } from "./queries/resolve";
import { endUnsaid, takeOrphans } from "./queries/said";
import { refreshDecided } from "./say";
import type { VexDocumentRow } from "./schemas";

/** Withdraws a document, as `withdrawVex` says, wherever it is called. What others still say is read again: `bytesMax` of each at most, as `readHere` says. */
export async function takeOutVex({ ctx, id, bytesMax }: { ctx: Context; id: string; bytesMax: number }): Promise<VexDocumentRow> {
  return inTransaction(async (client) => {
    await lockVex(client);
    const at = new Date();
    const documentIds = await endDocuments(client, [id], { at, by: ctx.actor.name, replacedBy: null });
    if (documentIds.length > 0) {
      const by = { id: ctx.actor.kind === "system" ? null : ctx.actor.id, name: ctx.actor.name, reason: "Its document was withdrawn." };
      const ended = await endUnsaid(client, { documentIds, keys: [], at, by });
      for (const orphan of await takeOrphans(client, ended)) await bindAgain(client, orphan, { at, bytesMax });
      await refreshDecided(client, ended, at);
      await recordAudit(client, ctx, { action: "vex.withdrawn", subjectKind: "vex_document", subjectId: id, detail: { ended: ended.length } }, at);
    }
    const [document] = await presentDocuments(client, [id], at);
    if (!document) throw vexNotFound(id);
    return document;
  });
}
