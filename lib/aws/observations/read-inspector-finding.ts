import { inflateRawSync } from "node:zlib";
import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { selectRaw } from "./queries/findings";
import { readInspectorFindingSchema } from "./schemas";

/** A finding as Inspector gave it, with what tells its versions apart. Throws `not_found`. */
export async function readInspectorFinding({ ctx, input }: Verb<z.input<typeof readInspectorFindingSchema>>): Promise<{ body: Buffer; digest: string }> {
  requireScope(ctx, "inventory:read");
  const { id } = readInspectorFindingSchema.parse(input);
  const finding = await selectRaw(pool(), id);
  if (!finding) throw new WhereinError("not_found", `There is no finding of Inspector with the number ${id}.`, { reason: "inspector_finding_not_found" });
  return { body: inflateRawSync(finding.raw), digest: finding.digest.toString("hex") };
}
