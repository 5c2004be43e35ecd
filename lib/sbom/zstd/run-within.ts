import { createContext, Script } from "node:vm";
import { ZstdFault } from "./scan-frames";

/**
 * `fzstd` follows every copy that a block asks for, also past the block's end, and looks at no clock while it does. A script
 * with a time limit is what stops a loop from outside without a thread.
 */
const context = createContext({ work: () => {} });
const script = new Script("work()");

/** Runs the work and returns the milliseconds that it took. Throws a `ZstdFault` (`work`) when it is not done in time. */
export function runWithin(milliseconds: number, work: () => void): number {
  const begunAt = performance.now();
  if (milliseconds < 1) throw new ZstdFault("work");
  context.work = work;
  try {
    script.runInContext(context, { timeout: Math.ceil(milliseconds) });
  } catch (error) {
    throw isTimeout(error) ? new ZstdFault("work") : error;
  } finally {
    context.work = undefined;
  }
  return performance.now() - begunAt;
}

/** It is an error of the script's own realm, and so no `Error` of ours. */
function isTimeout(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
