import { requireScope, type Verb } from "@/lib/context";
import { decodeDocument } from "@/lib/sbom/decode-document";
import { vexBytesMax } from "./read/limits";
import { type ImportVex, importVexSchema, type VexImport } from "./schemas";
import { takeInVex } from "./take-in-vex";
import { hereOrInThread } from "./vex-lane";

/**
 * Imports a VEX document: its statements become decisions where nothing says the same already. The same document again changes nothing; a newer version ends
 * what the older said and it does not. A dry run answers what would be done. What is large is done in a thread, so that nothing else waits for it. Needs
 * `findings:write`; throws as `readVex`, `not_found` for a scope that there is not, `too_large`, also for what takes too long or too much memory, and
 * `unavailable` while too many large ones are waiting.
 */
export async function importVex({ ctx, input }: Verb<ImportVex>): Promise<VexImport> {
  requireScope(ctx, "findings:write");
  const { options } = input;
  importVexSchema.parse(options);
  const body = await decodeDocument(input.content, { bytesMax: vexBytesMax });
  return hereOrInThread((bytesMax) => takeInVex({ ctx, body, options, bytesMax }), { task: "takeIn", body, options: { ctx, options } });
}
