import type { ClientBase } from "pg";
import { z } from "zod";
import { syncSettings } from "../sync";
import { selectFeedFreshness } from "./queries/feeds";
import { staleAfterHours, syncStaleBefore } from "./schedule";

export const advisoryFreshnessSchema = z.object({
  state: z
    .enum(["off", "none", "waiting", "stale", "current"])
    .describe(
      "`off`: switched off by the setting. `none`: no source is mirrored yet. `stale`: a source was not synced for longer than `staleAfterHours`. `waiting`: a source was never synced. `current`: none of these.",
    ),
  sources: z.number().int(),
  waiting: z.number().int().describe("Sources that were never synced."),
  stale: z.number().int(),
  lastSyncAt: z.iso.datetime().nullable().describe("When a sync of any source ended well last."),
  staleAfterHours: z.number().int(),
});
export type AdvisoryFreshness = z.infer<typeof advisoryFreshnessSchema>;

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
