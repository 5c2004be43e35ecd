import type { ClientBase } from "pg";
import { lockAdvisories } from "@/lib/advisories/apply/queries/advisories";
import { inTransaction } from "@/lib/db/transaction";
import { oweQueue, refreshReclassified } from "@/lib/findings/queue";
import { epssBytesMax, kevBytesMax } from "../limits";
import type { Feed, FeedCounts, FeedReached } from "../queries/feeds";
import { deleteQuarantineUnseen, type QuarantineRow, upsertQuarantine } from "../queries/quarantine";
import { countScores, mergeEpss, mergeKev, refreshEpss, refreshKev } from "../queries/scores";
import { sourceProblem } from "../source-problem";
import { etagOf, stampOf } from "../source-stamp";
import { wholeBody } from "../sources/http-get";
import { readSourceFile } from "../sources/open-source";
import type { SyncParts } from "../sync-parts";
import { readEpss } from "./read-epss";
import { readKev } from "./read-kev";
import { readUnpacked } from "./unpacked";

type Merged = Pick<FeedCounts, "added" | "changed" | "removed">;
/** What a file gave: how many rows, what of it is bad, and how the good ones take the place of the stored. */
type Fresh = { rows: number; refused: QuarantineRow[]; refusedCount: number; merge: (client: ClientBase) => Promise<Merged> };

/** Takes in the catalogue of known exploited vulnerabilities, all of it or nothing. */
export async function syncKev(parts: SyncParts, feed: Feed, where: string): Promise<FeedReached> {
  return replaceScores(parts, feed, { where, bytesMax: kevBytesMax, table: "kev_entry" }, async (body) => {
    const bytes = await readUnpacked(body, { bytesMax: kevBytesMax, where }, wholeBody);
    const { entries, refused } = readKev(bytes, where);
    const merge = async (client: ClientBase) => {
      const merged = await mergeKev(client, entries);
      await refreshReclassified(client, await refreshKev(client), new Date());
      return merged;
    };
    return { rows: entries.length, refused, refusedCount: refused.length, merge };
  });
}

/** Takes in the scores of EPSS, all of them or none. */
export async function syncEpss(parts: SyncParts, feed: Feed, where: string): Promise<FeedReached> {
  return replaceScores(parts, feed, { where, bytesMax: epssBytesMax, table: "epss_score" }, async (body) => {
    const { scores, ...refusals } = await readUnpacked(body, { bytesMax: epssBytesMax, where }, (bytes) => readEpss(bytes, where));
    const merge = async (client: ClientBase) => {
      const merged = await mergeEpss(client, scores);
      const { reranked } = await refreshEpss(client);
      if (reranked) await oweQueue(client);
      return merged;
    };
    return { rows: scores.cves.length, ...refusals, merge };
  });
}

type Place = { where: string; bytesMax: number; table: "kev_entry" | "epss_score" };

/** A file that is empty, or has lost more than half of what is stored, replaces nothing. */
async function replaceScores(
  parts: SyncParts,
  feed: Feed,
  { where, bytesMax, table }: Place,
  read: (body: AsyncIterable<Buffer>) => Promise<Fresh>,
): Promise<FeedReached> {
  const counts: FeedCounts = { read: 0, added: 0, changed: 0, unchanged: 0, removed: 0, quarantined: 0 };
  const startedAt = new Date();
  const known = etagOf(feed.etag, where);
  const answer = await readSourceFile(where, { etag: known === "elsewhere" ? null : known, bytesMax }, parts.reading, read);
  if (answer.kind === "missing") throw sourceProblem("source_missing", `There is nothing at ${where}.`);
  if (answer.kind === "unchanged") return { syncedTo: startedAt, fullAt: null, counts };
  const fresh = answer.value;
  if (fresh.rows === 0) throw sourceProblem("source_empty", `${where} holds nothing. What was stored stays.`);
  const stored = await countScores(parts.pool, table);
  if (fresh.rows * 2 < stored)
    throw sourceProblem("source_shrunk", `${where} holds ${fresh.rows} entries, of ${stored} that are stored. What was stored stays.`);
  const merged = await inTransaction(async (client) => {
    await lockAdvisories(client);
    const result = await fresh.merge(client);
    await upsertQuarantine(client, feed.id, fresh.refused, new Date());
    await deleteQuarantineUnseen(client, feed.id, startedAt);
    return result;
  }, parts.pool);
  const unchanged = fresh.rows - merged.added - merged.changed;
  const all = { read: fresh.rows + fresh.refusedCount, ...merged, unchanged, quarantined: fresh.refusedCount };
  return { syncedTo: startedAt, fullAt: startedAt, etag: stampOf(where, answer.etag), counts: all };
}
