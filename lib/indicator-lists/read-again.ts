import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { selectListWithContent } from "./queries";
import { saveIndicatorList } from "./save-list";
import { type IndicatorListRef, listOptionsSchema } from "./schemas";

const readAgainSchema = z.object({ id: z.uuid(), ecosystem: listOptionsSchema.shape.ecosystem });

/** The same list, its bare names read as another ecosystem's: a list of its own, beside the first. Throws `not_found`, and what reading it throws. */
export async function readListAgain({ ctx, input }: Verb<z.input<typeof readAgainSchema>>): Promise<IndicatorListRef> {
  requireScope(ctx, "inventory:read");
  const { id, ecosystem } = readAgainSchema.parse(input);
  const found = await selectListWithContent(pool(), id);
  if (!found) throw new WhereinError("not_found", "There is no such list of indicators.", { reason: "list_not_found" });
  const { ecosystem: _, ...options } = found.options;
  const { list } = await saveIndicatorList({ ctx, input: { content: gunzipSync(found.content), options: ecosystem ? { ...options, ecosystem } : options } });
  return list;
}
