import type { z } from "zod";
import { advisoryFreshness } from "@/lib/advisories/sources/advisory-freshness";
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
  const { row, advisories } = await inSnapshot(async (client) => {
    const known = selectFreshness(client, staleBefore(new Date()));
    return { advisories: await advisoryFreshness(client), row: await known };
  });
  const { total, stale, incomplete, noSbom } = row;
  return {
    lastUploadAt: toIso(row.lastUploadAt),
    newestSbomAt: toIso(row.newestSbomAt),
    freshnessDays,
    services: { total, fresh: total - stale - incomplete - noSbom, stale, incomplete, noSbom },
    artifacts: row.artifacts,
    advisories,
  };
}
