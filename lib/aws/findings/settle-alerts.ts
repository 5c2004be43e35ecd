import type { ClientBase } from "pg";
import { lockAdvisories } from "@/lib/advisories/apply";
import { systemContext } from "@/lib/auth/system-context";
import { settleAlerts } from "@/lib/findings/record";
import { selectAlertCandidatesOf } from "./queries/groups";

/** Raises, changes or retracts the alerts of the malware among what these advisories of Inspector are about. */
export async function settleAlertsOfAdvisories(client: ClientBase, advisoryIds: readonly number[], at: Date): Promise<void> {
  const candidates = advisoryIds.length === 0 ? [] : await selectAlertCandidatesOf(client, advisoryIds);
  if (candidates.length === 0) return;
  // Whoever has the lock of the alerts must not wait for that of the advisories, whose holder waits for the alerts' last.
  await lockAdvisories(client);
  await settleAlerts(client, systemContext("inspector"), candidates, { reason: "inspector", at });
}
