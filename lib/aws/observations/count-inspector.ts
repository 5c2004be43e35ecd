import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot } from "@/lib/inventory/read";
import { artifactsOf } from "./list-service-inspector";
import { countResources, countSbomGaps } from "./queries/service";
import { countInspectorSchema, type InspectorCounts, type ResourceCounts } from "./schemas";

type Asked = Verb<z.input<typeof countInspectorSchema>>;

/** What Inspector says of a service, in numbers. Throws `not_found`. */
export async function countInspector({ ctx, input }: Asked): Promise<InspectorCounts> {
  requireScope(ctx, "inventory:read");
  const { slug } = countInspectorSchema.parse(input);
  return inSnapshot(async (client) => {
    const artifacts = await artifactsOf(client, slug, undefined);
    return { ...(await countResources(client, artifacts)), sbomGaps: await countSbomGaps(client, artifacts) };
  });
}

/** The same without SBOM gaps, which take a look at every row: for a screen whose list counts them. Throws `not_found`. */
export async function countInspectorResources({ ctx, input }: Asked): Promise<ResourceCounts> {
  requireScope(ctx, "inventory:read");
  const { slug } = countInspectorSchema.parse(input);
  return inSnapshot(async (client) => countResources(client, await artifactsOf(client, slug, undefined)));
}
