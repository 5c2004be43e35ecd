import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { type VexDocumentRow, vexPathSchema } from "./schemas";
import { takeOutVex } from "./take-out-vex";
import { hereOrInThread } from "./vex-lane";

/**
 * Withdraws a document: decisions that no other document says end, and nothing is deleted. Again it changes nothing. What another, large document still says is
 * read again in a thread. Needs `findings:write`; throws `not_found`, and as `importVex` where that takes too much.
 */
export async function withdrawVex({ ctx, input }: Verb<z.input<typeof vexPathSchema>>): Promise<VexDocumentRow> {
  requireScope(ctx, "findings:write");
  const { id } = vexPathSchema.parse(input);
  return hereOrInThread((bytesMax) => takeOutVex({ ctx, id, bytesMax }), { task: "takeOut", body: null, options: { ctx, id } });
}
