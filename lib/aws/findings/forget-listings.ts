import type { Pool } from "pg";
import { lockAws } from "@/lib/aws/queries/lock";
import { inTransaction } from "@/lib/db/transaction";
import { deleteListings } from "./queries/listings";

/** A report that comes later than this after its finding was updated is closed as of the first listing that is kept, instead of the first that lacked it. */
const keptDays = 90;
const batch = 10_000;

/** Forgets complete listings of more than 90 days ago but the last one of each account and region; returns how many. For the worker, now and then. */
export async function forgetListings(db: Pool, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  let forgotten = 0;
  for (;;) {
    const deleted = await inTransaction(async (client) => {
      await lockAws(client);
      return deleteListings(client, before, batch);
    }, db);
    forgotten += deleted;
    if (deleted < batch) return forgotten;
  }
}
