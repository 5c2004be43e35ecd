import { availableParallelism } from "node:os";

/** Full collections are left out below this size of the old space: bodies in memory outside of it would start one for every ten uploads. */
const webOldSpaceMb = 96;

/** How far the worker's heap grows between full collections: without it to a multiple, and syncing 250,000 advisories took 430 MB instead of 281. */
const workerHeapGrowthPercent = 70;

/**
 * What Node.js is started with for the web or the worker process. On two cores or fewer the engine's helper threads, which
 * collect garbage beside the program, take the core that ingest and PostgreSQL need: docs/performance.md has the figures.
 * @param {"server" | "worker"} name
 * @returns {string[]}
 */
export function engineOptions(name) {
  return [
    ...(availableParallelism() <= 2 ? ["--single-threaded-gc"] : []),
    // Nobody waits for the worker, and its memory is bounded for its largest documents and for the mirror.
    name === "server" ? `--initial-old-space-size=${webOldSpaceMb}` : `--heap-growing-percent=${workerHeapGrowthPercent}`,
  ];
}
