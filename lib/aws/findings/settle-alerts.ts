import type { ClientBase } from "pg";
import { lockAdvisories } from "@/lib/advisories/apply";
import { systemContext } from "@/lib/auth/system-context";
import { selectAlertCandidates, settleAlerts } from "@/lib/findings/record";
import { selectGroups } from "./queries/groups";

/** Raises, changes or retracts the alerts of the malware among what these advisories of Inspector are about. */
export async function settleAlertsOfAdvisories(client: ClientBase, advisoryIds: readonly number[], at: Date): Promise<void> {
  if (advisoryIds.length > 0) await settleAlertsOfGroups(client, await selectGroups(client, advisoryIds), at);
}

/** The same for vulnerabilities. */
export async function settleAlertsOfGroups(client: ClientBase, vulnerabilityIds: readonly number[], at: Date): Promise<void> {
  if (vulnerabilityIds.length === 0) return;
  const candidates = await selectAlertCandidates(client, vulnerabilityIds);
  if (candidates.length === 0) return;
  // Whoever has the lock of the alerts must not wait for that of the advisories, whose holder waits for the alerts' last.
  await lockAdvisories(client);
  await settleAlerts(client, systemContext("inspector"), candidates, { reason: "inspector", at });
}
