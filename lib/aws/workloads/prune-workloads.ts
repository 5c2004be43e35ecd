import type { Pool, PoolClient } from "pg";
import { inTransaction } from "@/lib/db";
import { lockAws } from "../queries/lock";
import { type Choice, chooseBuilds } from "./choose-builds";
import { restartMsMax } from "./merge-stretches";
import { selectCandidates, updateBuildCounts } from "./queries/candidates";
import { deleteWorkloads, type Stopped, selectPast, selectStopped } from "./queries/sweep";
import { upsertReports } from "./queries/workloads";

/** What stopped longer ago is summed up: its containers are forgotten one by one, and when its digest ran where is kept. */
export const keptDays = 7;

/** Keys of what is summed up begin so; no ARN does. */
const past = "past ";
const pruneBatch = 5_000;

/**
 * Sums up what stopped before the moment: one row for each time that a digest ran in a cluster or as a function, so that deployments derived again
 * are what they were. What may be no build is dropped. Returns how many rows were looked at.
 */
export async function pruneWorkloads(on: Pool, { before, at }: { before: Date; at: Date }): Promise<{ pruned: number }> {
  let pruned = 0;
  for (;;) {
    const some = await inTransaction((client) => pruneSome(client, before, at), on);
    pruned += some;
    if (some < pruneBatch) return { pruned };
  }
}

async function pruneSome(client: PoolClient, before: Date, at: Date): Promise<number> {
  await lockAws(client);
  const stopped = await selectStopped(client, before, { past, limit: pruneBatch });
  if (stopped.length === 0) return 0;
  const digests = [...new Set(stopped.map(({ digest }) => digest))];
  const candidates = await selectCandidates(client, digests);
  const choices = chooseBuilds(candidates);
  const all = [...stopped, ...(await selectPast(client, digests, past))];
  const known = new Set(choices.map(({ digest }) => digest));
  const sums = sumUp(
    all.filter(({ digest }) => known.has(digest)),
    choices,
  );
  await deleteWorkloads(
    client,
    all.map(({ key }) => key),
  );
  if (sums.length > 0) await upsertReports(client, sums, at);
  await updateBuildCounts(client, countsOf(candidates));
  return stopped.length;
}

/** One row for what overlaps, or is near enough, of a digest in a place, as long as it is the same builds by when it started. */
function sumUp(rows: readonly Stopped[], choices: readonly Choice[]): Stopped[] {
  const groups = new Map<string, Stopped[]>();
  for (const row of rows) {
    const key = keyOf(row, choices);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap(sumUpGroup);
}

function keyOf({ kind, account, region, cluster, group, digest, startedAt }: Stopped, choices: readonly Choice[]): string {
  const chosen = choices.filter(
    (choice) => choice.digest === digest && (choice.since === null || choice.since <= startedAt) && (choice.until === null || startedAt < choice.until),
  );
  return JSON.stringify([kind, account, region, cluster, group, digest, ...chosen.map(({ artifactId, seq }) => `${artifactId} ${seq}`)]);
}

function sumUpGroup(rows: readonly Stopped[]): Stopped[] {
  const sums: Stopped[] = [];
  for (const row of [...rows].sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime())) {
    const last = sums.at(-1);
    if (last && row.startedAt.getTime() <= last.stoppedAt.getTime() + restartMsMax) {
      if (row.stoppedAt > last.stoppedAt) last.stoppedAt = row.stoppedAt;
    } else sums.push({ ...row, key: pastKeyOf(row), version: 0 });
  }
  return sums;
}

const pastKeyOf = ({ kind, account, region, cluster, group, digest, startedAt }: Stopped) =>
  `${past}${[kind, account, region, cluster, group, digest, startedAt.toISOString()].join(" ")}`;

function countsOf(candidates: readonly { digest: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { digest } of candidates) counts.set(digest, (counts.get(digest) ?? 0) + 1);
  return counts;
}
