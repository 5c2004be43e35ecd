import type { AlertRow } from "./queries";
import { type Alert, alertDetailSchema, retractionShownDays } from "./schemas";

/** Retractions after this moment are still said on every page. */
export function retractionsShownAfter(now: Date): Date {
  return new Date(now.getTime() - retractionShownDays * 86_400_000);
}

/** Whether nobody has acknowledged yet what the alert says: that it stands, or that it was retracted. */
export function isUnacknowledged({ acknowledgedAt, retractedAt }: Pick<AlertRow, "acknowledgedAt" | "retractedAt">): boolean {
  return acknowledgedAt === null || (retractedAt !== null && acknowledgedAt < retractedAt);
}

/** An alert as the API gives it. */
export function toAlert(row: AlertRow, now: Date): Alert {
  const { displayId, ...detail } = alertDetailSchema.parse(row.detail);
  const { retractedAt, acknowledgedAt } = row;
  return {
    id: row.id,
    kind: "malware",
    state: retractedAt === null ? "standing" : "retracted",
    vulnerability: { id: row.displayId ?? displayId, summary: row.summary },
    raisedAt: row.raisedAt.toISOString(),
    reason: row.reason === "build" || row.reason === "inspector" ? row.reason : "advisory",
    acknowledged: acknowledgedAt && { at: acknowledgedAt.toISOString(), by: row.acknowledgedBy ?? "" },
    retracted: retractedAt && { at: retractedAt.toISOString(), reason: row.retractReason ?? "" },
    needsAttention: isUnacknowledged(row) && (retractedAt === null || retractedAt > retractionsShownAfter(now)),
    ...detail,
  };
}
