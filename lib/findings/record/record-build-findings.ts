import type { ClientBase } from "pg";
import type { Context } from "@/lib/context";
import type { SendWrite } from "@/lib/db/transaction";
import { lockMatching } from "@/lib/matching/lock-matching";
import { closeFindingsOfBuild, type HeadChange, openFindingsOfBuild, selectMalwareOf } from "./queries/build-findings";
import { settleAlerts } from "./settle-alerts";

/** What is left to do before the commit: the alerts, of the malware that the build brought or removed. */
export type SettleBuildAlerts = () => Promise<void>;

const nothingToSettle: SettleBuildAlerts = async () => {};

/**
 * Opens and closes the findings of a build that became the head, behind the writes of its presences and without waiting: call the result
 * before the commit, when everything else was sent. A build that changes nothing costs nothing.
 */
export function sendBuildFindings(client: ClientBase, send: SendWrite, ctx: Context, change: HeadChange): SettleBuildAlerts {
  if (change.opened.length === 0 && change.closed.length === 0) return nothingToSettle;
  send(lockMatching(client, "shared"));
  const malware: Promise<number[]>[] = [];
  if (change.closed.length > 0) malware.push(closeFindingsOfBuild(client, change));
  if (change.opened.length > 0) malware.push(openFindingsOfBuild(client, change));
  return settleWhenSent(client, send, ctx, malware);
}

/** A late build does not move the head and opens nothing. What it says was there may be malware all the same. */
export function sendLateBuildAlerts(client: ClientBase, send: SendWrite, ctx: Context, opened: ArrayLike<number>): SettleBuildAlerts {
  if (opened.length === 0) return nothingToSettle;
  send(lockMatching(client, "shared"));
  return settleWhenSent(client, send, ctx, [selectMalwareOf(client, opened)]);
}

function settleWhenSent(client: ClientBase, send: SendWrite, ctx: Context, malware: Promise<number[]>[]): SettleBuildAlerts {
  for (const each of malware) send(each);
  return async () => {
    // A statement that failed is reported by the transaction, by the first one that did.
    const found = await Promise.all(malware.map((each) => each.catch(() => [])));
    await settleAlerts(client, ctx, [...new Set(found.flat())], { reason: "build", at: new Date() });
  };
}
