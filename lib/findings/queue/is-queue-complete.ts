import type { ClientBase, Pool } from "pg";
import { isQueueWhole } from "./queries/owed";

let isComplete = false;

/**
 * Whether everything that is open is in the queue: not yet, for a while after an upgrade from before there was one. New artifacts are in it from the
 * beginning, so what is complete stays so, and is asked for once in a process.
 */
export async function isQueueComplete(on: ClientBase | Pool): Promise<boolean> {
  isComplete ||= await isQueueWhole(on);
  return isComplete;
}
