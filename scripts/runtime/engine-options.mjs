import { availableParallelism } from "node:os";

/**
 * What Node.js is started with for the web and the worker process. On two cores or fewer the engine's helper threads, which
 * collect garbage beside the program, take the core that ingest and PostgreSQL need: docs/performance.md has the figures.
 * @returns {string[]}
 */
export function engineOptions() {
  return availableParallelism() <= 2 ? ["--single-threaded-gc"] : [];
}
