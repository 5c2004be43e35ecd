import type { AwsResource } from "@/lib/aws/model";
import { idInKey, readCoverage } from "@/lib/aws/read";
import type { SyncRun } from "../syncer";
import { listCoverage } from "./list-coverage";
import { storeCoverage, unlistedCoverage } from "./store-coverage";

/** Asks at once whether these resources are still scanned: a closed finding of one that is not says nothing of its package. */
export async function askCoverage(run: SyncRun, resources: readonly AwsResource[]): Promise<void> {
  if (resources.length === 0) return;
  await run.say("Asking what is still scanned");
  const missing = new Map(resources.map((resource) => [resource.key, resource]));
  const at = new Date();
  for await (const page of listCoverage(run.clients, idsOf(resources))) {
    const read = readCoverage(page, { at: at.toISOString(), region: run.feed.region });
    if (!read.ok) continue;
    for (const { resource } of read.value.coverage) missing.delete(resource.key);
    // What cannot be read is there all the same.
    const unread = new Set(read.value.problems.length > 0 ? page.map(({ resourceId }) => resourceId) : []);
    for (const key of missing.keys()) if (unread.has(idInKey(key))) missing.delete(key);
    await storeCoverage(run, read.value.coverage);
  }
  await storeCoverage(
    run,
    [...missing.values()].map((resource) => unlistedCoverage(resource, at)),
  );
}

/** Two accounts may know different resources by one id: AWS lists both. */
const idsOf = (resources: readonly AwsResource[]) => [...new Set(resources.map(({ key }) => idInKey(key)))];
