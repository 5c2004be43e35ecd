import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot } from "@/lib/inventory/read";
import { artifactsOf } from "./list-service-inspector";
import { countOfArtifacts } from "./queries/service";
import { countInspectorSchema, type InspectorCounts } from "./schemas";

/** What Inspector says of a service, in numbers. Throws `not_found`. */
export async function countInspector({ ctx, input }: Verb<z.input<typeof countInspectorSchema>>): Promise<InspectorCounts> {
  requireScope(ctx, "inventory:read");
  const { slug } = countInspectorSchema.parse(input);
  return inSnapshot(async (client) => countOfArtifacts(client, await artifactsOf(client, slug, undefined)));
}
