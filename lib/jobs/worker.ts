import { Logger, type Runner, run } from "graphile-worker";
import type { Pool } from "pg";
import { z } from "zod";
import { rereadAdvisories } from "@/lib/advisories/apply";
import { type AdvisorySync, syncTask } from "@/lib/advisories/sync";
import { systemContext } from "@/lib/auth/system-context";
import { forgetEvents } from "@/lib/aws/events/forget-events";
import { sweepResources } from "@/lib/aws/resources/sweep-resources";
import { scanFlag, scanTask } from "@/lib/aws/scan/queries/jobs";
import { runScan } from "@/lib/aws/scan/run-scan";
import { sweepOwedScans, sweepUploadedScans } from "@/lib/aws/scan/sweep-scans";
import { type AwsSync, awsSyncTask } from "@/lib/aws/sync";
import { keptDays, pruneWorkloads, sweepWorkloads } from "@/lib/aws/workloads";
import { sweepIncidents } from "@/lib/incidents";
import { sweepAssessments } from "@/lib/inventory/assess/sweep-assessments";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { LargeLane } from "@/lib/inventory/lane/large-lane";
import { VersionRekeying } from "@/lib/inventory/rekey/version-rekeying";
import { logger } from "@/lib/observability";
import { ingestUpload } from "./ingest-upload";
import { ingestTask, largeFlag } from "./queries";
import { sweepOwedUploads } from "./sweep";

const ingestPayload = z.object({ uploadId: z.string() });
const scanPayload = z.object({ scanId: z.string() });

/** Jobs of one worker process at once: two that hold a document in memory, the mirror of advisories, the feeds of AWS, and a scan that waits for AWS. */
const concurrency = 5;
/** How much of each minute goes to judging documents. */
const assessMsAMinute = 4_000;
/** How much of each minute goes to version keys of an older revision, while there are any. */
const rekeyMsAMinute = 5_000;

/** How much of each minute goes to advisories that were read by older rules, while there are any. */
const rereadMsAMinute = 10_000;

/** How much of each minute goes to scans that were uploaded as SBOMs. */
const uploadedScansMsAMinute = 10_000;

/** How much of each minute goes to what builds tell of AWS resources. */
const mapMsAMinute = 10_000;

/** `queue`: for jobs and bookkeeping. `ingestPool`: made with `pipeline: true`, for the facts. `large`: for large documents. `mirror`: of advisories, if there is to be one. `aws`: what syncs AWS, likewise. */
export type WorkerParts = { queue: Pool; ingestPool: Pool; large?: LargeLane; mirror?: AdvisorySync | null; aws?: AwsSync | null };

const everyMinuteOrHour = [
  "* * * * * sweep",
  "* * * * * assess",
  "* * * * * rekey",
  "* * * * * sweep-feeds",
  "* * * * * sweep-aws",
  "* * * * * reread",
  "* * * * * incidents ?queue=incidents&max=1",
  "* * * * * map-resources ?queue=map-resources&max=1",
  "* * * * * workloads ?queue=workloads&max=1",
  "17 * * * * prune-workloads ?queue=workloads&max=1",
  "7 * * * * forget-aws-events",
  "* * * * * scans ?max=1",
];

// Every job's start and end are information for those who look for them, not for the log of a quiet day.
const graphileLevels = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;

/**
 * Starts the worker: ingest of stored uploads, a sweep every minute (and now) that queues again what is owed, another that
 * judges documents, one that makes outdated version keys again, one that queues feeds of advisories that are due, one that asks incidents again, one that maps AWS resources to what was built, and one that derives deployments from what runs there.
 * Returns the runner; `stop()` finishes the jobs in hand.
 */
export async function startWorker({ queue, ingestPool, large = new LargeLane(), mirror = null, aws = null }: WorkerParts): Promise<Runner> {
  const ingest = new Ingest(ingestPool);
  const rekeying = new VersionRekeying(queue);
  const stopping = new AbortController();
  let isScanning = false;
  const runner = await run({
    // While one large document is taken in no other is begun here; small ones are. Nor is a second scan.
    forbiddenFlags: () => [...(large.isBusy ? [largeFlag] : []), ...(isScanning ? [scanFlag] : [])],
    pgPool: queue,
    logger: new Logger((scope) => (level, message) => logger()[graphileLevels[level]]({ job: scope.jobId, task: scope.taskIdentifier }, message)),
    concurrency,
    noHandleSignals: true,
    pollInterval: 5_000,
    crontab: everyMinuteOrHour.join("\n"),
    taskList: {
      [ingestTask]: async (payload) => ingestUpload({ pool: queue, ingest, large }, ingestPayload.parse(payload).uploadId),
      sweep: async () => sweepOwedUploads(queue),
      assess: async () => {
        await sweepAssessments(queue, { budgetMs: assessMsAMinute });
      },
      reread: async () => {
        const { reread, refused } = await rereadAdvisories(queue, { budgetMs: rereadMsAMinute });
        if (reread + refused > 0) logger().info({ reread, refused }, "advisories that older rules had read were read again");
      },
      // In a queue of its own, so that one worker at a time asks.
      incidents: async () => {
        const { changed } = await sweepIncidents({ ctx: systemContext("worker"), input: {} });
        if (changed > 0) logger().info({ changed }, "incidents have another answer");
      },
      "map-resources": async () => {
        const { changed } = await sweepResources({ ctx: systemContext("worker"), input: { budgetMs: mapMsAMinute } });
        if (changed > 0) logger().info({ resources: changed }, "AWS resources are other artifacts than before");
      },
      "forget-aws-events": async () => {
        await forgetEvents(queue, new Date());
      },
      workloads: async () => {
        const { derived } = await sweepWorkloads(queue, { at: new Date() });
        if (derived > 0) logger().info({ digests: derived }, "what runs is other builds, or elsewhere, than it was taken for");
      },
      "prune-workloads": async () => {
        const at = new Date();
        await pruneWorkloads(queue, { before: new Date(at.getTime() - keptDays * 86_400_000), at });
      },
      [scanTask]: async (payload) => {
        isScanning = true;
        try {
          await runScan({ pool: queue, signal: stopping.signal }, scanPayload.parse(payload).scanId);
        } finally {
          isScanning = false;
        }
      },
      scans: async () => {
        await sweepOwedScans(queue);
        const read = await sweepUploadedScans(queue, { budgetMs: uploadedScansMsAMinute });
        if (read > 0) logger().info({ scans: read }, "uploaded scans of Amazon Inspector were read");
      },
      "sweep-feeds": async () => mirror?.sweep(),
      [syncTask]: async () => mirror?.drain(),
      "sweep-aws": async () => aws?.sweep(),
      [awsSyncTask]: async () => aws?.drain(),
      rekey: async () => {
        const { rekeyed } = await rekeying.sweep({ budgetMs: rekeyMsAMinute });
        if (rekeyed > 0) logger().info({ versions: rekeyed }, "version keys of an older revision were made again");
      },
    },
  });
  runner.events.once("pool:gracefulShutdown", () => stopping.abort());
  await sweepOwedUploads(queue);
  await mirror?.sweep();
  await aws?.sweep();
  return runner;
}
