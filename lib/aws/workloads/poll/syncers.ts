import type { AwsFeedReached, SyncRun } from "@/lib/aws/sync/syncer";
import { pollClusters } from "./poll-clusters";
import { pollFunctions } from "./poll-functions";
import { pollTasks } from "./poll-tasks";

/** Lists the tasks of ECS. */
export const syncTasks = (run: SyncRun): Promise<AwsFeedReached> => polled(run, "Listing tasks", pollTasks);

/** Asks in which clusters of Kubernetes images run. */
export const syncClusters = (run: SyncRun): Promise<AwsFeedReached> => polled(run, "Asking where images run", pollClusters);

/** Lists the functions of Lambda. */
export const syncFunctions = (run: SyncRun): Promise<AwsFeedReached> => polled(run, "Listing functions", pollFunctions);

type Poll = (clients: SyncRun["clients"], pool: SyncRun["pool"]) => Promise<Record<string, number>>;

async function polled(run: SyncRun, phase: string, poll: Poll): Promise<AwsFeedReached> {
  await run.say(phase);
  for (const [name, n] of Object.entries(await poll(run.clients, run.pool))) run.count(name, n);
  return { syncedTo: run.startedAt, fullAt: run.startedAt };
}
