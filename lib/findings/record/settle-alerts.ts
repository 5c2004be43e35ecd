import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { uuidv7 } from "@/lib/db/uuid";
import { type AlertState, insertAlert, insertOutboxEvent, lockAlerts, retractAlert, selectAlertStates, updateAlertDetail } from "./queries/alerts";

/** What brought a vulnerability and the inventory together, or apart. */
export type AlertCause = { reason: "advisory" | "build" | "inspector"; at: Date };

/**
 * Makes the alerts of these vulnerabilities what they ought to be, on the caller's transaction: malware that hits anything, now or in the past, or that
 * Inspector reports, has one standing alert; one that hits nothing any more is retracted and says why. Each step leaves an audit row and an outbox event.
 */
export async function settleAlerts(client: ClientBase, ctx: Context, vulnerabilityIds: readonly number[], cause: AlertCause): Promise<void> {
  if (vulnerabilityIds.length === 0) return;
  await lockAlerts(client);
  for (const state of await selectAlertStates(client, vulnerabilityIds)) {
    const stands = state.isMalware && state.detail !== null;
    if (stands && state.alertId === null) await raise(client, ctx, state, cause);
    else if (stands && state.alertId !== null && state.detail !== null) await updateAlertDetail(client, state.alertId, state.detail);
    else if (!stands && state.alertId !== null) await retract(client, ctx, state, state.alertId, cause);
  }
}

async function raise(client: ClientBase, ctx: Context, { vulnerabilityId, detail }: AlertState, { reason, at }: AlertCause): Promise<void> {
  if (detail === null) return;
  const id = uuidv7();
  await insertAlert(client, { id, vulnerabilityId, at, reason, detail });
  const { displayId, serviceCount, presentServiceCount } = detail;
  await recordAudit(
    client,
    ctx,
    { action: "alert.raised", subjectKind: "alert", subjectId: id, detail: { displayId, reason, serviceCount, presentServiceCount } },
    at,
  );
  await insertOutboxEvent(client, { at, kind: "malware.alert_raised", subjectKind: "alert", subjectId: id, payload: { alertId: id, reason, ...detail } });
}

async function retract(client: ClientBase, ctx: Context, { displayId, isWithdrawn }: AlertState, id: string, { reason: cause, at }: AlertCause): Promise<void> {
  const reason = isWithdrawn ? "withdrawn" : cause === "inspector" ? "closed" : "corrected";
  await retractAlert(client, id, at, reason);
  await recordAudit(client, ctx, { action: "alert.retracted", subjectKind: "alert", subjectId: id, detail: { displayId, reason } }, at);
  await insertOutboxEvent(client, { at, kind: "malware.alert_retracted", subjectKind: "alert", subjectId: id, payload: { alertId: id, displayId, reason } });
}
