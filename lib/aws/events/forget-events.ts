import type { Pool } from "pg";
import { deleteEvents } from "./queries/event";

/** Far longer than an event is taken (`event-age.ts`) and than SQS keeps one. */
const keptDays = 15;
const batch = 10_000;

/** Forgets which events were taken in more than 15 days ago; how many. For the worker, now and then. */
export async function forgetEvents(db: Pool, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  let forgotten = 0;
  for (;;) {
    const deleted = await deleteEvents(db, before, batch);
    forgotten += deleted;
    if (deleted < batch) return forgotten;
  }
}
