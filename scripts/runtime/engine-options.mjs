import { availableParallelism } from "node:os";

/**
 * Full collections are left out below this size of the old space. The server lives with 85 MB, and what bodies take outside of the heap while they are read
 * counts as well: with little room above, each 50 uploads would start one.
 */
const webOldSpaceMb = 192;

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
