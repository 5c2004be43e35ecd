import type { PoolClient } from "pg";
import { addFeed, lockAdvisories, removeFeed, selectStoredAdvisories } from "./queries/advisories";
import { type IncomingRecord, sortBatch } from "./sort-batch";
import { storedRevision } from "./stored-revision";
import { writeAdvisories } from "./write-advisories";

/** One stretch of a feed: records that it has, and keys of records that it has no more. `at`: when that was found out. */
export type AdvisoryBatch = { feedId: number; records: IncomingRecord[]; removedKeys: string[]; at: Date };
/** `removed`: advisories that no feed lists any more. */
export type AppliedBatch = { added: number; changed: number; unchanged: number; removed: number };

/** All feeds of advisories are mirrors of OSV. */
const source = "osv";

/**
 * Takes a batch of up to about 2,000 records in, on the caller's transaction: advisories, what they affect, their groups, matches, findings and
 * alerts commit together. `client` is a connection without `pipeline`. One writer at a time: others wait here until the transaction ends.
 */
export async function applyAdvisories(client: PoolClient, { feedId, records, removedKeys, at }: AdvisoryBatch): Promise<AppliedBatch> {
  await lockAdvisories(client);
  const keys = new Set(removedKeys);
  for (const { advisory } of records) keys.add(advisory.key);
  const stored = await selectStoredAdvisories(client, source, [...keys]);
  const { written, newlyListed, delisted, removed } = sortBatch({ records, removedKeys, feedId }, stored, storedRevision);
  if (newlyListed.length > 0) await addFeed(client, newlyListed, feedId);
  const unlisted = [...delisted, ...removed.map(({ id }) => id)];
  if (unlisted.length > 0) await removeFeed(client, unlisted, feedId, at);
  if (written.length + removed.length > 0) await writeAdvisories(client, { written, ended: removed, at });
  const added = written.filter(({ id }) => id === null).length;
  return { added, changed: written.length - added, unchanged: records.length - written.length, removed: removed.length };
}
