import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction, pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { alertNotFound } from "./alert-not-found";
import { isUnacknowledged, toAlert } from "./present";
import { lockAlert, markAcknowledged, selectAlert } from "./queries";
import { type AcknowledgeAlert, type Alert, acknowledgeAlertSchema } from "./schemas";

/**
 * Says that somebody has seen the alert, or its retraction: no page says it any more. Again changes nothing. Needs `alerts:write`; throws `not_found`,
 * and `conflict` where the alert is not in the state that was seen.
 */
export async function acknowledgeAlert({ ctx, input }: Verb<AcknowledgeAlert>): Promise<Alert> {
  requireScope(ctx, "alerts:write");
  const { id, state: seen } = acknowledgeAlertSchema.parse(input);
  await inTransaction(async (client) => {
    const alert = await lockAlert(client, id);
    if (alert === null) throw alertNotFound(id);
    const state = alert.retractedAt === null ? "standing" : "retracted";
    if (seen !== undefined && seen !== state) throw otherState(state);
    if (!isUnacknowledged(alert)) return;
    // A retraction by a clock that is ahead of ours must not stay unacknowledged.
    const at = new Date(Math.max(Date.now(), alert.retractedAt?.getTime() ?? 0));
    await markAcknowledged(client, { id, at, by: ctx.actor.name });
    await recordAudit(client, ctx, { action: "alert.acknowledged", subjectKind: "alert", subjectId: id, detail: { state } }, at);
  });
  const row = await selectAlert(pool(), id);
  if (row === null) throw alertNotFound(id);
  return toAlert(row, new Date());
}

function otherState(state: "standing" | "retracted"): WhereinError {
  const detail =
    state === "retracted"
      ? "The alert was retracted in the meantime. Look at it again before you acknowledge that."
      : "The alert stands. Look at it again before you acknowledge that.";
  return new WhereinError("conflict", detail, { reason: "alert_changed" });
}
