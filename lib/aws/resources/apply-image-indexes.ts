import type { PoolClient } from "pg";
import type { ImageIndex } from "@/lib/aws/model";
import { lockAws } from "@/lib/aws/queries/lock";
import { mapResources } from "./map-resources";
import { insertListed, selectResourcesOfDigests } from "./queries/indexes";

export type ApplyImageIndexes = { indexes: readonly ImageIndex[]; at: Date };

/** Rows that are written at once. */
const batch = 5_000;

/**
 * Takes in which images for one platform each an index lists, and maps the resources that this tells. What an index lists never changes, since its
 * digest is over the list, so nothing is ever taken back. Writes on the caller's transaction. Returns how many pairs were new, and the resources that are mapped otherwise now.
 */
export async function applyImageIndexes(client: PoolClient, { indexes, at }: ApplyImageIndexes): Promise<{ added: number; changedResourceIds: number[] }> {
  await lockAws(client);
  const listed = indexes.flatMap(({ digest: indexDigest, platforms }) => platforms.map((digest) => ({ digest, indexDigest })));
  const news: string[] = [];
  for (let start = 0; start < listed.length; start += batch) news.push(...(await insertListed(client, listed.slice(start, start + batch), at)));
  if (news.length === 0) return { added: 0, changedResourceIds: [] };
  const resourceIds = await selectResourcesOfDigests(client, news);
  return { added: news.length, ...(await mapResources(client, { resourceIds, at })) };
}
