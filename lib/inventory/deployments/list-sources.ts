import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { selectSourceCounts } from "./queries/rows";
import { type DeploymentSource, deploymentSources, sourceLabels } from "./source";

const listSourcesSchema = z.object({ service: z.string().max(200) });

export type SourceCount = { source: DeploymentSource; label: string; deployments: number };

/** Who says of what of the service runs or ran, and of how many deployments; deploy jobs first. Needs `inventory:read`. */
export async function listSources({ ctx, input }: Verb<z.input<typeof listSourcesSchema>>): Promise<SourceCount[]> {
  requireScope(ctx, "inventory:read");
  const counts = new Map((await selectSourceCounts(pool(), listSourcesSchema.parse(input).service)).map(({ source, deployments }) => [source, deployments]));
  return deploymentSources.flatMap((source) => {
    const deployments = counts.get(source);
    return deployments === undefined ? [] : [{ source, label: sourceLabels[source], deployments }];
  });
}
