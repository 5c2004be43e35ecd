import type { z } from "zod";
import { bytesOf } from "@/lib/advisories/record-form";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { selectRecord } from "./queries/advisories";
import { readAdvisorySchema } from "./schemas";

/** A record byte for byte as its source sent it, with its SHA-256. Throws `not_found`. */
export async function readAdvisory({ ctx, input }: Verb<z.input<typeof readAdvisorySchema>>): Promise<{ body: Buffer; sha256: string }> {
  requireScope(ctx, "inventory:read");
  const { source, key } = readAdvisorySchema.parse(input);
  const record = await selectRecord(pool(), source, key);
  if (!record) throw new WhereinError("not_found", `There is no advisory "${key}" of the source "${source}".`, { reason: "advisory_not_found" });
  return { body: bytesOf(record), sha256: record.digest.toString("hex") };
}
