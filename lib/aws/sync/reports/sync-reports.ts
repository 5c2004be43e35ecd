import { WhereinError } from "@/lib/errors";
import { firstReportsMs, overlapMs } from "../limits";
import type { AwsFeedReached, SyncRun, WaitingSbom } from "../syncer";
import { listObjects } from "./list-objects";
import { openObject } from "./open-object";
import { takeReport } from "./take-report";
import { takeSbom } from "./take-sbom";
import { WaitingSboms } from "./waiting-sboms";

/**
 * Takes in the findings reports that were written to a place in S3 since the last time, at first those of the last 30 days, oldest first; a finding that
 * is known in a later version stays as it is. SBOMs that are there become builds of the artifacts that their images are; one of an image that is none
 * yet is looked at again when it is.
 */
export async function syncReports(run: SyncRun): Promise<AwsFeedReached> {
  const { feed, clients, startedAt } = run;
  const since = new Date(feed.syncedTo === null ? startedAt.getTime() - firstReportsMs : feed.syncedTo.getTime() - overlapMs);
  await run.say("Listing reports");
  const objects = await listObjects(await clients.s3(), feed.address, since);
  run.count("files", objects.length);
  const waiting = new WaitingSboms(feed.waiting);
  const keys = new Set([...(await waiting.ready(run)), ...objects.map(({ key }) => key)]);
  for (const key of keys) waiting.settle(key, await takeObject(run, key));
  return { syncedTo: startedAt, fullAt: null, waiting: waiting.keep(run) };
}

/** Returns what has to be looked at again later, if anything. */
async function takeObject(run: SyncRun, key: string): Promise<WaitingSbom | null> {
  await run.say(`Reading ${key.slice(-200)}`);
  try {
    const opened = await openObject(await run.clients.s3(), run.feed.address, key);
    try {
      if (opened.content === "sbom") return await takeSbom(run, key, opened);
      if (opened.content === "findings") await takeReport(run, key, opened.bytes);
      else tellOther(run, key);
    } finally {
      await opened.bytes.return(undefined);
    }
  } catch (error) {
    // Damaged, or gone since it was listed: the others are read all the same.
    if (!(error instanceof WhereinError) || (error.code === "unavailable" && error.reason !== "aws_not_found")) throw error;
    run.count("refused");
    run.note(`${key} cannot be read: ${error.message}`);
  }
  return null;
}

function tellOther(run: SyncRun, key: string): void {
  run.count("others");
  if (!isNamedOther(key)) run.note(`${key} is neither a findings report in JSON nor an SBOM.`);
}

/** Inspector itself writes files of these names beside its reports. */
const isNamedOther = (key: string) => /(^|\/)(access_test|manifest)[^/]*$|permission-test|\.(csv|txt|md5)$/i.test(key);
