import { recordAudit } from "@/lib/audit";
import { readFindingList } from "@/lib/aws/read";
import { inTransaction } from "@/lib/db/transaction";
import { closedResourcesMax, findingsAtOnce, fullListingMs, overlapMs } from "../limits";
import { inBatches, twoAtOnce } from "../pages";
import { selectIdsOfFindings, selectUnverifiedResources } from "../queries/resources";
import { askCoverage } from "../scanned/ask-coverage";
import type { AwsFeedReached, SyncRun } from "../syncer";
import { listFindings } from "./list-findings";

/**
 * Takes in what changed since the last time, and at first and once a day all findings: what such a listing does not have any more is closed. They are
 * taken in some hundred at a time, each time in a transaction of its own (one batch is prepared while another is written), so that an interrupted sync has
 * only to look at them again.
 */
export async function syncFindings(run: SyncRun): Promise<AwsFeedReached> {
  const { feed, startedAt } = run;
  const since = sinceOf(run);
  await run.say(since === null ? "Listing all findings" : "Listing changed findings");
  const taken = await takePages(run, since);
  if (since === null) await closeOthers(run, taken);
  // Also of those that events closed meanwhile, and that an interrupted sync did not come to.
  await askCoverage(run, await selectUnverifiedResources(run.pool, { accounts: [...taken.accounts], region: feed.region }, closedResourcesMax));
  return { syncedTo: startedAt, fullAt: since === null ? startedAt : feed.fullAt };
}

/** From when on changes are asked for; null: everything is. */
function sinceOf({ feed: { syncedTo, fullAt }, startedAt }: SyncRun): Date | null {
  const isRecent = fullAt !== null && startedAt.getTime() - fullAt.getTime() < fullListingMs;
  return isRecent && syncedTo !== null ? new Date(syncedTo.getTime() - overlapMs) : null;
}

type Taken = { ids: number[]; accounts: Set<string> };

async function takePages(run: SyncRun, since: Date | null): Promise<Taken> {
  const { feed, stores, pool, ctx } = run;
  const taken: Taken = { ids: [], accounts: new Set([feed.accountId]) };
  await twoAtOnce(inBatches(listFindings(run.clients, since), findingsAtOnce), async (page) => {
    const read = readFindingList(page);
    const findings = read.ok ? read.value.findings : [];
    run.count("read", page.length);
    if (!read.ok || read.value.refused > 0) {
      noteRefused(run, read.ok ? read.value.refused : page.length, read.ok ? read.value.problems[0] : read.problem);
      // Listed all the same: an earlier report of it that could be read stays as it is.
      if (since === null) taken.ids.push(...(await selectIdsOfFindings(pool, arnsOf(page))));
    }
    const stored = await stores.storeFindings(ctx, { findings, source: "api", subject: { kind: "aws_feed", id: String(feed.id) }, pool });
    for (const name of ["added", "changed", "unchanged"] as const) run.count(name, stored[name]);
    for (const { account, resource } of findings) if (account === resource.account) taken.accounts.add(account);
    if (since === null) taken.ids.push(...stored.ids);
    await run.say(since === null ? "Listing all findings" : "Listing changed findings");
  });
  return taken;
}

const arnsOf = (page: readonly { findingArn?: string | undefined }[]) => page.flatMap(({ findingArn }) => findingArn ?? []);

function noteRefused(run: SyncRun, refused: number, problem: { pointer: string; detail: string } | undefined): void {
  run.count("refused", refused);
  if (problem) run.note(`A finding cannot be read: ${problem.detail}${problem.pointer === "" ? "" : ` (${problem.pointer})`}`);
}

/** A delegated administrator lists the findings of its members too: what is missing is closed for each account that the listing had. */
async function closeOthers(run: SyncRun, { ids, accounts }: Taken): Promise<void> {
  const { feed, stores, pool, ctx, startedAt } = run;
  await run.say("Closing what is not listed any more");
  for (const account of accounts) {
    const closed = await inTransaction(async (client) => {
      const at = new Date();
      const count = await stores.closeUnlisted(client, { account, region: feed.region, listed: { ids }, since: startedAt, at });
      const detail = { account, region: feed.region, closed: count };
      if (count > 0) await recordAudit(client, ctx, { action: "inspector.findings_unlisted", subjectKind: "aws_feed", subjectId: String(feed.id), detail }, at);
      return count;
    }, pool);
    run.count("unlisted", closed);
  }
}
