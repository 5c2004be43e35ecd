import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { decisionNotFound } from "./not-found";
import { selectDecisionsById } from "./queries/rows";
import { insertEnd, lockDecision } from "./queries/votes";
import { rowsOf } from "./read-rows";
import { type DecisionRow, type EndDecision, endDecisionSchema } from "./schemas";

/**
 * Withdraws a decision, or undoes it: from now on it does not count, and what it overrode does again. Nothing is deleted; ending it again changes nothing.
 * Needs `findings:write`; throws `not_found`, and `conflict` for one that was rejected, lapsed or expired.
 */
export async function endDecision({ ctx, input }: Verb<EndDecision>): Promise<DecisionRow> {
  requireScope(ctx, "findings:write");
  const { id, cause, reason } = endDecisionSchema.parse(input);
  return inTransaction(async (client) => {
    if (!(await lockDecision(client, id))) throw decisionNotFound(id);
    const at = new Date();
    const [decision] = await selectDecisionsById(client, [id], at);
    if (!decision) throw decisionNotFound(id);
    const isEndedSo = decision.endCause === "withdrawn" || decision.endCause === "undone";
    if (decision.phase === "ended" && !isEndedSo) throw endedOtherwise(decision.endCause ?? (decision.fromAt === null ? "lapsed" : "expired"));
    if (decision.phase !== "ended") {
      const byId = ctx.actor.kind === "system" ? null : ctx.actor.id;
      await insertEnd(client, { decisionId: id, at, byId, byName: ctx.actor.name, cause, reason });
      // What never counted changes nothing.
      if (decision.phase === "standing") await refreshOpenFindings(client, { decisionIds: [id] }, at);
      await recordAudit(client, ctx, { action: `decision.${cause}`, subjectKind: "decision", subjectId: id, detail: { reason } }, at);
    }
    const [row] = await rowsOf(client, ctx, [id], at);
    if (!row) throw decisionNotFound(id);
    return row;
  });
}

function endedOtherwise(cause: string): WhereinError {
  return new WhereinError("conflict", `This decision does not count any more: it ${cause === "expired" ? "" : "was "}${cause}.`, { reason: "decision_ended" });
}
