import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import { systemContext } from "@/lib/auth/system-context";
import { endMergedAlerts, moveAlerts, type StoredAlert, selectAlerts } from "./queries/alerts";

export type AlertMoves = { moved: { id: string; to: number }[]; ended: StoredAlert[] };

/**
 * Where the alerts of groups that merge or fall apart go: to the part that has the id under which an alert was raised, else to the part that
 * carries the group on. Where several would stand for one group the earliest does, and the others end as merged. `alerts` are those of all groups concerned, the earliest first.
 */
export function planAlertMoves(alerts: readonly StoredAlert[], groupOfName: (name: string) => number | null, heirOf: (group: number) => number): AlertMoves {
  const standing = new Set<number>();
  const plan: AlertMoves = { moved: [], ended: [] };
  for (const alert of alerts) {
    const { id, group, raisedUnder, isStanding } = alert;
    const to = (raisedUnder === null ? null : groupOfName(raisedUnder.toUpperCase())) ?? heirOf(group);
    if (to !== group) plan.moved.push({ id, to });
    if (!isStanding) continue;
    if (standing.has(to)) plan.ended.push(alert);
    standing.add(to);
  }
  return plan;
}

/** Moves the alerts of `groups`, which are all that merge, fall apart or are merged into. */
export async function regroupAlerts(
  on: ClientBase,
  { groups, groupOfName, heirOf, at }: { groups: readonly number[]; groupOfName: (name: string) => number | null; heirOf: (group: number) => number; at: Date },
): Promise<void> {
  const { moved, ended } = planAlertMoves(await selectAlerts(on, groups), groupOfName, heirOf);
  // Before they move: one alert stands for a group at a time.
  await endMergedAlerts(
    on,
    ended.map(({ id }) => id),
    at,
  );
  const ctx = systemContext("advisories");
  for (const { id, raisedUnder } of ended) {
    await recordAudit(on, ctx, { action: "alert.retracted", subjectKind: "alert", subjectId: id, detail: { displayId: raisedUnder, reason: "merged" } }, at);
  }
  if (moved.length === 0) return;
  await moveAlerts(
    on,
    moved.map(({ id }) => id),
    moved.map(({ to }) => to),
  );
}
