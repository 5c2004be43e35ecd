import type { ClientBase } from "pg";
import { syncSettings } from "../sync";
import { selectFeedFreshness } from "./queries/feeds";
import { staleAfterHours, syncStaleBefore } from "./schedule";
import type { AdvisoryFreshness } from "./schemas";

/** How new what is known of vulnerabilities is. */
export async function advisoryFreshness(client: ClientBase): Promise<AdvisoryFreshness> {
  const settings = syncSettings();
  const { feeds, waiting, stale, lastSyncAt } = await selectFeedFreshness(client, syncStaleBefore(settings, new Date()));
  return {
    state: stateOf(settings.osvUrl, { feeds, waiting, stale }),
    sources: feeds,
    waiting,
    stale,
    lastSyncAt: lastSyncAt?.toISOString() ?? null,
    staleAfterHours: staleAfterHours(settings),
  };
}

function stateOf(osvUrl: string | null, { feeds, waiting, stale }: { feeds: number; waiting: number; stale: number }): AdvisoryFreshness["state"] {
  if (osvUrl === null) return "off";
  if (feeds === 0) return "none";
  if (stale > 0) return "stale";
  return waiting > 0 ? "waiting" : "current";
}
