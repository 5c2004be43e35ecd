import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { freshnessDays, staleBefore } from "@/lib/inventory/freshness";
import { toIso } from "./present";
import { selectFreshness } from "./queries/overview";
import { inSnapshot } from "./queries/snapshot";
import { type Freshness, freshnessSummarySchema } from "./schemas";

/** How much of the fleet is known and how new that is: the line under every question. */
export async function freshnessSummary({ ctx, input }: Verb<z.input<typeof freshnessSummarySchema>>): Promise<Freshness> {
  requireScope(ctx, "inventory:read");
  freshnessSummarySchema.parse(input);
  const row = await inSnapshot((client) => selectFreshness(client, staleBefore(new Date())));
  const { total, stale, incomplete, noSbom } = row;
  return {
    lastUploadAt: toIso(row.lastUploadAt),
    newestSbomAt: toIso(row.newestSbomAt),
    freshnessDays,
    services: { total, fresh: total - stale - incomplete - noSbom, stale, incomplete, noSbom },
    artifacts: row.artifacts,
  };
}
