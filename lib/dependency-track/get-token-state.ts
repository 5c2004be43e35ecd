import type { z } from "zod";
import type { Verb } from "@/lib/context";
import { getUpload } from "@/lib/inventory/upload/get-upload";
import type { TokenState, uuidPathSchema } from "./schemas";

/** Whether an upload is still being worked on, how it ended, and why it failed. Throws `not_found` for a token of no upload. */
export async function getTokenState({ ctx, input }: Verb<z.output<typeof uuidPathSchema>>): Promise<TokenState> {
  const { status, problem } = await getUpload({ ctx, input: { id: input.uuid } });
  return { processing: status === "queued" || status === "processing", status, problem };
}
