import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { selectQuarantinedRaw } from "./queries/quarantine";
import { type GetQuarantined, getQuarantinedSchema } from "./schemas";

/** The bytes of a record in quarantine, as they came. Throws `not_found`, also when it can be read by now. */
export async function readQuarantined({ ctx, input }: Verb<GetQuarantined>): Promise<Buffer> {
  requireScope(ctx, "inventory:read");
  const { id, key } = getQuarantinedSchema.parse(input);
  const raw = await selectQuarantinedRaw(pool(), id, key);
  if (raw !== null) return raw;
  throw new WhereinError("not_found", "There is no such record in quarantine. It may be readable by now, or gone.", { reason: "quarantined_not_found" });
}
