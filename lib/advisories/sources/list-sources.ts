import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { type SyncSettings, syncSettings } from "../sync";
import { problemAction } from "./problem-action";
import { type FeedRow, selectFeeds } from "./queries/feeds";
import { nextSyncAt, staleAfterHours, syncStaleBefore } from "./schedule";
import { type listSourcesSchema, type Source, type SourceList, storedCountsSchema, storedProblemSchema } from "./schemas";
import { shownAddress } from "./shown-address";
import { storedCounts } from "./stored-counts";

/** Where advisories come from, and how each source is. Sources are few: there are no pages. */
export async function listSources({ ctx }: Verb<z.input<typeof listSourcesSchema>>): Promise<SourceList> {
  requireScope(ctx, "inventory:read");
  const settings = syncSettings();
  const feeds = await selectFeeds(pool());
  const stored = await storedCounts(feeds);
  const now = new Date();
  const address = (url: string | null) => url && shownAddress(url);
  return {
    data: feeds.map((feed) => toSource(feed, stored.get(feed.id) ?? 0, settings, now)),
    meta: {
      osv: { address: address(settings.osvUrl), ecosystems: settings.ecosystems && [...settings.ecosystems] },
      kev: { address: address(settings.kevUrl) },
      epss: { address: address(settings.epssUrl) },
      everyMinutes: settings.everyMinutes,
      staleAfterHours: staleAfterHours(settings),
    },
  };
}

function toSource(feed: FeedRow, stored: number, settings: SyncSettings, now: Date): Source {
  const { id, kind, name, enabled, status, phase, progress, succeededAt, failedAt, quarantined } = feed;
  const problem = storedProblemSchema.catch(null).parse(feed.problem);
  const due = enabled && status === "idle" ? nextSyncAt(feed, problem?.attempts ?? null, settings.everyMinutes) : null;
  return {
    id,
    kind,
    name,
    enabled,
    because: enabled ? reasonOf(kind, settings) : null,
    status,
    phase,
    progress,
    startedAt: feed.startedAt?.toISOString() ?? null,
    succeededAt: succeededAt?.toISOString() ?? null,
    failedAt: failedAt?.toISOString() ?? null,
    problem: problem && { code: problem.code, detail: problem.detail, action: problemAction(problem.code, kind), attempts: problem.attempts },
    counts: storedCountsSchema.catch(null).parse(feed.counts),
    stored,
    quarantined,
    fullAt: feed.fullAt?.toISOString() ?? null,
    nextAt: due && due > now ? due.toISOString() : null,
    stale: enabled && (succeededAt === null || succeededAt < syncStaleBefore(settings, now)),
  };
}

function reasonOf(kind: FeedRow["kind"], { ecosystems }: SyncSettings): Source["because"] {
  if (kind !== "osv") return "always";
  return ecosystems === null ? "inventory" : "setting";
}
