import type { AwsResource } from "@/lib/aws/model";
import { readCoverage } from "@/lib/aws/read";
import type { SyncRun } from "../syncer";
import { listCoverage } from "./list-coverage";
import { storeCoverage, unlistedCoverage } from "./store-coverage";

/** Asks at once whether these resources are still scanned: a closed finding of one that is not says nothing of its package. */
export async function askCoverage(run: SyncRun, resources: readonly AwsResource[]): Promise<void> {
  if (resources.length === 0) return;
  await run.say("Asking what is still scanned");
  const missing = new Map(resources.map((resource) => [resource.key, resource]));
  const at = new Date();
  for await (const page of listCoverage(run.clients, [...missing.keys()])) {
    const read = readCoverage(page, { at: at.toISOString() });
    if (!read.ok) continue;
    for (const { resource } of read.value.coverage) missing.delete(resource.key);
    // What cannot be read is there all the same.
    for (const { resourceId } of read.value.problems.length > 0 ? page : []) if (resourceId !== undefined) missing.delete(resourceId);
    await storeCoverage(run, read.value.coverage);
  }
  await storeCoverage(
    run,
    [...missing.values()].map((resource) => unlistedCoverage(resource, at)),
  );
}
