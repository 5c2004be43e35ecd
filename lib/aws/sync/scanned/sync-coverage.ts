import type { CoveredResource } from "@aws-sdk/client-inspector2";
import type { ResourceCoverage } from "@/lib/aws/model";
import { readCoverage } from "@/lib/aws/read";
import { selectUnlistedResources } from "../queries/resources";
import type { AwsFeedReached, SyncRun } from "../syncer";
import { listCoverage } from "./list-coverage";
import { notListed, storeCoverage, unlistedCoverage } from "./store-coverage";

/** Takes in what Inspector scans, and that it does not scan what it does not list any more. */
export async function syncCoverage(run: SyncRun): Promise<AwsFeedReached> {
  const { feed, clients, startedAt } = run;
  const accounts = new Set([feed.accountId]);
  await run.say("Listing what is scanned");
  for await (const page of listCoverage(clients, null)) {
    const read = readCoverage(page, { at: startedAt.toISOString(), region: feed.region });
    run.count("read", page.length);
    const problem = read.ok ? read.value.problems[0] : read.problem;
    if (problem) run.note(`A resource cannot be read: ${problem.detail} (${problem.pointer})`);
    if (!read.ok) continue;
    run.count("refused", read.value.problems.length);
    for (const account of accountsOf(page, read.value.coverage)) accounts.add(account);
    await storeCoverage(run, read.value.coverage);
    await run.say("Listing what is scanned");
  }
  await endOthers(run, [...accounts]);
  return { syncedTo: startedAt, fullAt: startedAt };
}

/** Accounts that a page has rows of: one whose resource is of another account, by its ARN, says nothing of what either lists. */
function accountsOf(page: readonly CoveredResource[], coverage: readonly ResourceCoverage[]): string[] {
  const rowOf = new Map(page.map(({ resourceId, accountId }) => [resourceId, accountId]));
  return coverage.flatMap(({ resource: { key, account } }) => (rowOf.get(key) === account ? [account] : []));
}

const resourcesAtOnce = 1_000;

async function endOthers(run: SyncRun, accounts: readonly string[]): Promise<void> {
  const { pool, feed, startedAt } = run;
  await run.say("Ending what is not scanned any more");
  for (;;) {
    const place = { accounts, region: feed.region, before: startedAt, reason: notListed };
    const resources = await selectUnlistedResources(pool, place, resourcesAtOnce);
    await storeCoverage(
      run,
      resources.map((resource) => unlistedCoverage(resource, startedAt)),
    );
    run.count("unlisted", resources.length);
    if (resources.length < resourcesAtOnce) return;
  }
}
