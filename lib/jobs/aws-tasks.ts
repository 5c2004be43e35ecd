import type { TaskList } from "graphile-worker";
import type { Pool } from "pg";
import { z } from "zod";
import { systemContext } from "@/lib/auth/system-context";
import { sweepAlone } from "@/lib/aws/alone";
import { forgetEvents } from "@/lib/aws/events/forget-events";
import { forgetListings } from "@/lib/aws/findings/forget-listings";
import { sweepResources } from "@/lib/aws/resources/sweep-resources";
import { scanFlag, scanTask } from "@/lib/aws/scan/queries/jobs";
import { runScan } from "@/lib/aws/scan/run-scan";
import { sweepOwedScans, sweepUploadedScans } from "@/lib/aws/scan/sweep-scans";
import { type AwsSync, awsSyncTask } from "@/lib/aws/sync";
import { keptDays, pruneWorkloads, sweepWorkloads } from "@/lib/aws/workloads";
import { logger } from "@/lib/observability";

const scanPayload = z.object({ scanId: z.string() });

/** How much of each minute goes to scans that were uploaded as SBOMs, and to what builds tell of AWS resources. */
const uploadedScansMsAMinute = 10_000;
const mapMsAMinute = 10_000;
/** How much of each minute goes to what only Inspector reports, where observations or findings changed. */
const aloneMsAMinute = 20_000;

/** When what AWS needs is looked after: feeds that are due, resources and workloads whose builds have come, scans, and what is old. */
export const awsCrontab = [
  "* * * * * sweep-aws",
  "* * * * * map-resources ?queue=map-resources&max=1",
  "* * * * * workloads ?queue=workloads&max=1",
  "17 * * * * prune-workloads ?queue=workloads&max=1",
  "* * * * * scans ?max=1",
  "7 * * * * forget-aws-events",
  "* * * * * inspector-alone ?queue=inspector-alone&max=1",
];

/** `tasks` of the worker; `flags` that no job may have just now; `stop` ends the scan in hand, which is begun again later. */
export type AwsTasks = { tasks: TaskList; flags(): string[]; stop(): void };

/** What the worker does for AWS. `sync`: of its feeds, if there is to be one. */
export function awsTasks(pool: Pool, sync: AwsSync | null): AwsTasks {
  const stopping = new AbortController();
  let isScanning = false;
  const tasks: TaskList = {
    "sweep-aws": async () => sync?.sweep(),
    [awsSyncTask]: async () => sync?.drain(),
    "map-resources": async () => {
      const { changed } = await sweepResources({ ctx: systemContext("worker"), input: { budgetMs: mapMsAMinute } });
      if (changed > 0) logger().info({ resources: changed }, "AWS resources are other artifacts than before");
    },
    workloads: async () => {
      const { derived } = await sweepWorkloads(pool, { at: new Date() });
      if (derived > 0) logger().info({ digests: derived }, "what runs is other builds, or elsewhere, than it was taken for");
    },
    "prune-workloads": async () => {
      const at = new Date();
      await pruneWorkloads(pool, { before: new Date(at.getTime() - keptDays * 86_400_000), at });
    },
    "inspector-alone": async () => {
      await sweepAlone(pool, { budgetMs: aloneMsAMinute });
    },
    "forget-aws-events": async () => {
      await forgetEvents(pool, new Date());
      await forgetListings(pool, new Date());
    },
    [scanTask]: async (payload) => {
      isScanning = true;
      try {
        await runScan({ pool, signal: stopping.signal }, scanPayload.parse(payload).scanId);
      } finally {
        isScanning = false;
      }
    },
    scans: async () => {
      await sweepOwedScans(pool);
      const read = await sweepUploadedScans(pool, { budgetMs: uploadedScansMsAMinute });
      if (read > 0) logger().info({ scans: read }, "uploaded scans of Amazon Inspector were read");
    },
  };
  return { tasks, flags: () => (isScanning ? [scanFlag] : []), stop: () => stopping.abort() };
}
