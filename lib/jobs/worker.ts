import { Logger, type Runner, run } from "graphile-worker";
import type { Pool } from "pg";
import { z } from "zod";
import { rereadAdvisories } from "@/lib/advisories/apply";
import { type AdvisorySync, syncTask } from "@/lib/advisories/sync";
import { systemContext } from "@/lib/auth/system-context";
import type { AwsSync } from "@/lib/aws/sync";
import { lapseDecisions, rekeySubjects } from "@/lib/decisions";
import { sweepVex } from "@/lib/decisions/vex";
import { recountTotals, sweepQueue } from "@/lib/findings/queue";
import { sweepIncidents } from "@/lib/incidents";
import { sweepAssessments } from "@/lib/inventory/assess/sweep-assessments";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { LargeLane } from "@/lib/inventory/lane/large-lane";
import { VersionRekeying } from "@/lib/inventory/rekey/version-rekeying";
import { logger } from "@/lib/observability";
import { repackHistories } from "@/lib/remediation/history";
import { sweepUpgradePlans } from "@/lib/remediation/plan/settle-owed";
import { awsCrontab, awsTasks } from "./aws-tasks";
import { ingestUpload } from "./ingest-upload";
import { ingestTask, largeFlag } from "./queries";
import { sweepOwedUploads } from "./sweep";

const crontab = [
  "* * * * * sweep",
  "* * * * * assess",
  "* * * * * rekey",
  "* * * * * sweep-feeds",
  "* * * * * reread",
  "* * * * * decisions",
  "* * * * * vex",
  "* * * * * incidents ?queue=incidents&max=1",
  "* * * * * histories ?queue=histories&max=1",
  "* * * * * upgrades ?queue=upgrades&max=1",
  "* * * * * queue ?queue=queue&max=1",
  "41 * * * * recount ?queue=queue&max=1",
];

const ingestPayload = z.object({ uploadId: z.string() });

/** Jobs of one worker process at once: two that hold a document in memory, the mirror of advisories, and two that wait for AWS. */
const concurrency = 5;
/** How much of each minute goes to judging documents. */
const assessMsAMinute = 4_000;
/** How much of each minute goes to version keys of an older revision, while there are any. */
const rekeyMsAMinute = 5_000;

/** How much of each minute goes to advisories that were read by older rules, while there are any. */
const rereadMsAMinute = 10_000;
/** How much of each minute goes to what brings the findings of artifacts that changed. */
const upgradesMsAMinute = 15_000;

/** How much of each minute goes to findings whose place in the queue is of before: a policy, scores or a decision that expired. */
const queueMsAMinute = 20_000;

/** How much of each minute goes to the histories of findings that changed. */
const historiesMsAMinute = 20_000;

/** `queue`: for jobs and bookkeeping. `ingestPool`: made with `pipeline: true`, for the facts. `large`: for large documents. `mirror`: of advisories, if there is to be one. `aws`: of AWS's feeds, likewise. */
export type WorkerParts = { queue: Pool; ingestPool: Pool; large?: LargeLane; mirror?: AdvisorySync | null; aws?: AwsSync | null };

// Every job's start and end are information for those who look for them, not for the log of a quiet day.
const graphileLevels = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;

/**
 * Starts the worker: ingest of stored uploads, a sweep every minute (and now) that queues again what is owed, another that
 * judges documents, one that makes outdated version keys again, one that queues feeds of advisories that are due, one that asks incidents again, one that ends decisions which nobody approved,
 * one that has VEX documents speak of artifacts that came, one that counts the queue each hour, and those of AWS.
 * Returns the runner; `stop()` finishes the jobs in hand.
 */
export async function startWorker({ queue, ingestPool, large = new LargeLane(), mirror = null, aws = null }: WorkerParts): Promise<Runner> {
  const ingest = new Ingest(ingestPool);
  const rekeying = new VersionRekeying(queue);
  const ofAws = awsTasks(queue, aws);
  const runner = await run({
    // While one large document is taken in no other is begun here; small ones are. Nor is a second scan.
    forbiddenFlags: () => [...(large.isBusy ? [largeFlag] : []), ...ofAws.flags()],
    pgPool: queue,
    logger: new Logger((scope) => (level, message) => logger()[graphileLevels[level]]({ job: scope.jobId, task: scope.taskIdentifier }, message)),
    concurrency,
    noHandleSignals: true,
    pollInterval: 5_000,
    crontab: [...crontab, ...awsCrontab].join("\n"),
    taskList: {
      ...ofAws.tasks,
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
      // One worker at a time, or two would count the same artifacts.
      histories: async () => {
        await repackHistories(queue, { budgetMs: historiesMsAMinute });
      },
      // In a queue of its own likewise.
      queue: async () => {
        const { artifacts, isDone } = await sweepQueue(queue, { budgetMs: queueMsAMinute });
        if (artifacts > 0) logger().info({ artifacts, isDone }, "the queue of findings was made again");
      },
      recount: async () => {
        const corrected = await recountTotals(queue);
        if (corrected > 0) logger().warn({ corrected }, "totals of the queue were not what is in it, as when an older process wrote it, and are now");
      },
      "sweep-feeds": async () => mirror?.sweep(),
      [syncTask]: async () => mirror?.drain(),
      upgrades: async () => {
        await sweepUpgradePlans(queue, { budgetMs: upgradesMsAMinute });
      },
      rekey: async () => {
        const { rekeyed, isDone } = await rekeying.sweep({ budgetMs: rekeyMsAMinute });
        if (rekeyed > 0) logger().info({ versions: rekeyed }, "version keys of an older revision were made again");
        const subjects = isDone ? await rekeySubjects(queue) : 0;
        if (subjects > 0) logger().info({ subjects }, "version keys of decisions were made again");
      },
      decisions: async () => {
        const { lapsed } = await lapseDecisions({ ctx: systemContext("worker"), input: {} });
        if (lapsed > 0) logger().info({ lapsed }, "decisions that nobody approved in time lapsed");
      },
      vex: async () => {
        const documents = await sweepVex(queue);
        if (documents > 0) logger().info({ documents }, "products of VEX documents came, and what is said of them counts");
      },
    },
  });
  runner.events.once("pool:gracefulShutdown", () => ofAws.stop());
  await sweepOwedUploads(queue);
  await mirror?.sweep();
  await aws?.sweep();
  return runner;
}
