import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { endLapsed } from "./queries/votes";

const batch = 500;

/** Ends the decisions that nobody approved in time; returns how many. They never counted, so nothing else changes. */
export async function lapseDecisions({ ctx }: Verb<Record<string, never>>): Promise<{ lapsed: number }> {
  requireScope(ctx, "findings:write");
  return inTransaction(async (client) => {
    const at = new Date();
    const ids = await endLapsed(client, at, ctx.actor.name, batch);
    for (const id of ids) await recordAudit(client, ctx, { action: "decision.lapsed", subjectKind: "decision", subjectId: id }, at);
    return { lapsed: ids.length };
  });
}
