import type { PoolClient } from "pg";
import { recomputeObservations } from "@/lib/aws/findings/recompute-observations";
import { lockAws } from "@/lib/aws/queries/lock";
import { mapByDigest } from "./queries/map";

/** Maps resources to the artifacts of which a build has their digest, and makes the observations that follow from that anew. */
export async function mapResources(client: PoolClient, { resourceIds, at }: { resourceIds: readonly number[]; at: Date }): Promise<void> {
  await lockAws(client);
  const { changed, former } = await mapByDigest(client, resourceIds);
  if (changed) await recomputeObservations(client, { resourceIds, formerArtifactIds: former, at });
}
