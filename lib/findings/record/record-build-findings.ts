import type { ClientBase } from "pg";
import type { Context } from "@/lib/context";
import type { SendWrite } from "@/lib/db/transaction";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { lockMatching } from "@/lib/matching/lock-matching";
import {
  closeFindingsOfBuild,
  closeFindingsOfRetired,
  type HeadChange,
  openFindingsOfBuild,
  selectMalwareOf,
  selectTouched,
  type Touched,
  type WrittenFindings,
} from "./queries/build-findings";
import { settleAlerts } from "./settle-alerts";

/** What is left to do before the commit: the queue, and the alerts of the malware that the build brought or removed. */
export type SettleBuildAlerts = () => Promise<void>;

const nothingToSettle: SettleBuildAlerts = async () => {};

/**
 * Opens and closes the findings of a build that became the head, behind the writes of its presences and without waiting: call the result
 * before the commit, when everything else was sent. A build that changes nothing costs nothing.
 */
export function sendBuildFindings(client: ClientBase, send: SendWrite, ctx: Context, change: HeadChange): SettleBuildAlerts {
  if (change.opened.length === 0 && change.closed.length === 0) return nothingToSettle;
  send(lockMatching(client, "shared"));
  const touched = selectTouched(client, change);
  send(touched);
  return async () => {
    // A statement that failed is reported by the transaction, by the first one that did.
    const { affected, open } = await touched.catch(() => untouched);
    const written: Promise<WrittenFindings>[] = [];
    if (open.length > 0) written.push(closeFindingsOfBuild(client, { ...change, closed: open }));
    if (affected.length > 0) written.push(openFindingsOfBuild(client, { ...change, opened: affected }));
    await settleWhenSent(client, send, ctx, written, change.artifactId)();
  };
}

const untouched: Touched = { affected: new Int32Array(0), open: new Int32Array(0) };

/** A late build does not move the head and opens nothing. What it says was there may be malware all the same. */
export function sendLateBuildAlerts(client: ClientBase, send: SendWrite, ctx: Context, opened: ArrayLike<number>): SettleBuildAlerts {
  if (opened.length === 0) return nothingToSettle;
  send(lockMatching(client, "shared"));
  const malware = selectMalwareOf(client, opened).then((ids): WrittenFindings => ({ packageVersionIds: [], malware: ids }));
  return settleWhenSent(client, send, ctx, [malware]);
}

/**
 * Closes the findings of an artifact that is retired, behind the writes of its presences: waits for advisories that are being matched. Call
 * `settleAlerts` when everything else is written.
 */
export async function closeFindingsOfArtifact(
  client: ClientBase,
  ctx: Context,
  { artifactId, at }: { artifactId: number; at: Date },
): Promise<{ closed: number; settleAlerts: SettleBuildAlerts }> {
  await lockMatching(client, "shared");
  const { closed, malware } = await closeFindingsOfRetired(client, artifactId, at);
  if (closed > 0) await refreshOpenFindings(client, { artifactIds: [artifactId] }, new Date());
  return { closed, settleAlerts: () => settleAlerts(client, ctx, malware, { reason: "build", at: new Date() }) };
}

function settleWhenSent(client: ClientBase, send: SendWrite, ctx: Context, written: Promise<WrittenFindings>[], artifactId?: number): SettleBuildAlerts {
  for (const each of written) send(each);
  return async () => {
    // A statement that failed is reported by the transaction, by the first one that did.
    const found = await Promise.all(written.map((each) => each.catch(() => ({ packageVersionIds: [], malware: [] }))));
    const at = new Date();
    const packageVersionIds = found.flatMap((each) => each.packageVersionIds);
    if (artifactId !== undefined && packageVersionIds.length > 0) await refreshOpenFindings(client, { artifactId, packageVersionIds }, at);
    await settleAlerts(client, ctx, [...new Set(found.flatMap(({ malware }) => malware))], { reason: "build", at });
  };
}
