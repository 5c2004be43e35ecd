import type { PoolClient } from "pg";
import { lockAws } from "@/lib/aws/queries/lock";
import { insertListing } from "./queries/listings";
import { closeUnlistedFindings, type Listed } from "./queries/unlisted";
import { recomputeOfTriples } from "./recompute-observations";
import { triplesOfStored } from "./replace-packages";
import { listedUntil } from "./version-of";

/** `listed`: everything that the listing had, as ids of `applyFindings` or as ARNs. `since`: when the listing began. */
export type CompleteListing = { account: string; region: string; listed: Listed; since: Date; at: Date };

/**
 * After a listing of all findings of an account and region that came to its end, on the caller's transaction: what is open here, was not in it and was not
 * updated since shortly before its beginning is closed as of then (`unlisted_at`). A newer report, or a later listing that has it, opens it again.
 * What comes later and is older is closed too, so the listing is kept; one that began before another that is kept says nothing. Returns how many were closed.
 */
export async function closeUnlisted(client: PoolClient, { account, region, listed, since, at }: CompleteListing): Promise<number> {
  await lockAws(client);
  if (!(await insertListing(client, { account, region, since }))) return 0;
  const closed = await closeUnlistedFindings(client, { account, region, listed, since, until: new Date(listedUntil(since.getTime())) });
  if (closed.length > 0) await recomputeOfTriples(client, await triplesOfStored(client, closed), at);
  return closed.length;
}
