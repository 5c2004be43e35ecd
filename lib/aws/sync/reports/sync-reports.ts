import { WhereinError } from "@/lib/errors";
import { firstReportsMs, overlapMs } from "../limits";
import type { AwsFeedReached, SyncRun } from "../syncer";
import { describeSbom } from "./describe-sbom";
import { listObjects, type ReportObject } from "./list-objects";
import { openObject } from "./open-object";
import { takeReport } from "./take-report";

/**
 * Takes in the findings reports that were written to a place in S3 since the last time, at first those of the last 30 days, oldest first; a finding that
 * is known in a later version stays as it is. SBOMs that are there are told of, with what they are of.
 */
export async function syncReports(run: SyncRun): Promise<AwsFeedReached> {
  const { feed, clients, startedAt } = run;
  const since = new Date(feed.syncedTo === null ? startedAt.getTime() - firstReportsMs : feed.syncedTo.getTime() - overlapMs);
  await run.say("Listing reports");
  const objects = await listObjects(await clients.s3(), feed.address, since);
  run.count("files", objects.length);
  for (const object of objects) await takeObject(run, object);
  return { syncedTo: startedAt, fullAt: null };
}

async function takeObject(run: SyncRun, { key }: ReportObject): Promise<void> {
  await run.say(`Reading ${key.slice(-200)}`);
  try {
    const { content, bytes } = await openObject(await run.clients.s3(), run.feed.address, key);
    try {
      if (content === "findings") return await takeReport(run, key, bytes);
      if (content === "sbom") return await describeSbom(run, key, bytes);
      run.count("others");
      if (!isNamedOther(key)) run.note(`${key} is neither a findings report in JSON nor an SBOM.`);
    } finally {
      await bytes.return(undefined);
    }
  } catch (error) {
    // Damaged, or gone since it was listed: the others are read all the same.
    if (!(error instanceof WhereinError) || (error.code === "unavailable" && error.reason !== "aws_not_found")) throw error;
    run.count("refused");
    run.note(`${key} cannot be read: ${error.message}`);
  }
}

/** Inspector itself writes files of these names beside its reports. */
const isNamedOther = (key: string) => /(^|\/)(access_test|manifest)[^/]*$|permission-test|\.(csv|txt|md5)$/i.test(key);
