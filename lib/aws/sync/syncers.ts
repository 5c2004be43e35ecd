import { syncClusters, syncFunctions, syncTasks } from "@/lib/aws/workloads/poll/syncers";
import { syncFindings } from "./findings/sync-findings";
import { syncImages } from "./images/sync-images";
import type { FeedKind } from "./kinds";
import { syncQueue } from "./queue/sync-queue";
import { syncReports } from "./reports/sync-reports";
import { syncCoverage } from "./scanned/sync-coverage";
import type { Syncer } from "./syncer";

/** How each kind of feed is synced. A topic is not asked. */
export const syncers: Partial<Record<FeedKind, Syncer>> = {
  findings: syncFindings,
  coverage: syncCoverage,
  images: syncImages,
  tasks: syncTasks,
  clusters: syncClusters,
  functions: syncFunctions,
  queue: syncQueue,
  reports: syncReports,
};
