import { availableParallelism } from "node:os";

/** Full collections are left out below this size of the old space: bodies in memory outside of it would start one for every ten uploads. */
const webOldSpaceMb = 96;

/**
 * What Node.js is started with for the web or the worker process. On two cores or fewer the engine's helper threads, which
 * collect garbage beside the program, take the core that ingest and PostgreSQL need: docs/performance.md has the figures.
 * @param {"server" | "worker"} name
 * @returns {string[]}
 */
export function engineOptions(name) {
  return [
    ...(availableParallelism() <= 2 ? ["--single-threaded-gc"] : []),
    // The worker's memory is bounded for its largest documents, and nobody waits for it.
    ...(name === "server" ? [`--initial-old-space-size=${webOldSpaceMb}`] : []),
  ];
}
