import type { IncidentState } from "./queries/incidents";
import type { Stamps } from "./queries/stamps";
import type { RunCause } from "./schemas";
import { windowKey } from "./window";

/** What is the same for longer is asked again all the same: SBOMs become stale by themselves, and a stamp may miss something. */
const checkMsMax = 15 * 60_000;

/** What changed since an incident was checked, the most telling first; null: nothing that could change its answer. */
export function causeOfCheck(state: IncidentState, revision: number, stamps: Stamps, now: Date = new Date()): RunCause | null {
  const { seen, lastCheckedAt } = state;
  if (seen === null || lastCheckedAt === null) return "opened";
  if (seen.revision !== revision) return "list";
  if (seen.window !== windowKey(state)) return "window";
  if (seen.inventory !== stamps.inventory) return "inventory";
  if (seen.deployments !== stamps.deployments) return "deployments";
  if (seen.advisories !== stamps.advisories) return "advisories";
  return now.getTime() - lastCheckedAt.getTime() > checkMsMax ? "time" : null;
}
