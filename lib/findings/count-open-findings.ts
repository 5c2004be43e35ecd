import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot } from "@/lib/inventory/read";
import { addTo, noFindings } from "./count-by";
import { countOfServices } from "./queries/findings";
import { countUndeterminedOf } from "./queries/undetermined";
import { countOpenFindingsSchema, type ServiceFindings } from "./schemas";

/** Open findings of some services by severity, and on demand what of them could not be judged: by slug, each service that was asked for. */
export async function countOpenFindings({ ctx, input }: Verb<z.input<typeof countOpenFindingsSchema>>): Promise<ReadonlyMap<string, ServiceFindings>> {
  requireScope(ctx, "inventory:read");
  const { services, undetermined } = countOpenFindingsSchema.parse(input);
  const bySlug = new Map<string, ServiceFindings>(services.map((slug) => [slug, { open: noFindings(), undetermined: undetermined ? 0 : null }]));
  if (services.length === 0) return bySlug;
  return inSnapshot(async (client) => {
    for (const row of await countOfServices(client, services)) {
      const own = bySlug.get(row.slug);
      if (own) addTo(own.open, row);
    }
    if (!undetermined) return bySlug;
    for (const { slug, rows } of await countUndeterminedOf(client, services)) {
      const own = bySlug.get(slug);
      if (own) own.undetermined = rows;
    }
    return bySlug;
  });
}
