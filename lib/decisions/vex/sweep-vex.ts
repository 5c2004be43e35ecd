import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/transaction";
import { bindAgain } from "./bind-again";
import { selectDocumentsToBind } from "./queries/documents";
import { lockVex } from "./queries/resolve";
import { vexBytesMax } from "./read/limits";

const batch = 20;

/** Has documents say of artifacts that came since what they say of products of that name or digest; returns how many documents it looked at. */
export async function sweepVex(pool: Pool): Promise<number> {
  return inTransaction(async (client) => {
    await lockVex(client);
    const at = new Date();
    const ids = await selectDocumentsToBind(client, batch);
    for (const id of ids) await bindAgain(client, id, { at, bytesMax: vexBytesMax });
    return ids.length;
  }, pool);
}
