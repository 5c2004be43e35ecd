import { isAheadOfTime } from "@/lib/advisories/ahead-of-time";
import type { Advisory } from "@/lib/advisories/model";
import type { StoredForm } from "@/lib/advisories/record-form";
import { microsOf } from "./micros";
import type { StoredAdvisory } from "./queries/advisories";

/** A record as a feed gives it: what it says, its bytes in the form in which they are stored, and their SHA-256. */
export type IncomingRecord = { advisory: Advisory; digest: Buffer } & StoredForm;

/** An advisory that is to be written, over the stored one of this id and group or, where these are null, as a new one. */
export type Written = IncomingRecord & {
  id: number | null;
  group: number | null;
  feedIds: number[];
  /** Microseconds since 1970. */
  times: { modified: number; published: number | null; withdrawn: number | null };
};

export type SortedBatch = {
  written: Written[];
  /** Unchanged ones that this feed did not list before. */
  newlyListed: number[];
  /** Those that this feed no longer lists but others do. */
  delisted: number[];
  /** Those that now no feed lists. */
  removed: StoredAdvisory[];
};

/**
 * What is to be done about each record. The same bytes read by the same rules, and what is older than what is stored (unless that is from the future), are
 * unchanged; but what no feed listed any more comes back as it is now. Of several records with one key the latest counts, and a key that comes is not removed.
 */
export function sortBatch(
  { records, removedKeys, feedId, at }: { records: readonly IncomingRecord[]; removedKeys: readonly string[]; feedId: number; at: Date },
  stored: readonly StoredAdvisory[],
  revision: number,
): SortedBatch {
  const storedByKey = new Map(stored.map((each) => [each.key, each]));
  const sorted: SortedBatch = { written: [], newlyListed: [], delisted: [], removed: [] };
  const latest = latestByKey(records);
  for (const { record, modified } of latest.values()) {
    const known = storedByKey.get(record.advisory.key);
    if (known && isUnchanged(known, record, { modified, revision, at })) {
      if (!known.feedIds.includes(feedId)) sorted.newlyListed.push(known.id);
      continue;
    }
    const feedIds = known ? [...new Set([...known.feedIds, feedId])] : [feedId];
    sorted.written.push(toWritten(record, { id: known?.id ?? null, group: known?.group ?? null, feedIds }, modified));
  }
  for (const key of new Set(removedKeys)) {
    const known = storedByKey.get(key);
    if (!known?.feedIds.includes(feedId) || latest.has(key)) continue;
    if (known.feedIds.length > 1) sorted.delisted.push(known.id);
    else sorted.removed.push(known);
  }
  return sorted;
}

export function toWritten(
  { advisory, raw, packedDigest, digest }: IncomingRecord,
  { id, group, feedIds }: Pick<Written, "id" | "group" | "feedIds">,
  modified = microsOf(advisory.modifiedAt),
): Written {
  const { publishedAt, withdrawnAt } = advisory;
  const times = {
    modified,
    published: publishedAt === null ? null : microsOf(publishedAt),
    withdrawn: withdrawnAt === null ? null : microsOf(withdrawnAt),
  };
  return { advisory, raw, packedDigest, digest, id, group, feedIds, times };
}

function latestByKey(records: readonly IncomingRecord[]): Map<string, { record: IncomingRecord; modified: number }> {
  const latest = new Map<string, { record: IncomingRecord; modified: number }>();
  for (const record of records) {
    const modified = microsOf(record.advisory.modifiedAt);
    const other = latest.get(record.advisory.key);
    if (!other || other.modified <= modified) latest.set(record.advisory.key, { record, modified });
  }
  return latest;
}

function isUnchanged(known: StoredAdvisory, { digest }: IncomingRecord, { modified, revision, at }: { modified: number; revision: number; at: Date }): boolean {
  if (known.feedIds.length === 0) return false;
  const isOlder = modified < known.modified && !isAheadOfTime(known.modified / 1_000, at.getTime());
  return isOlder || (known.revision >= revision && known.digest.equals(digest));
}
