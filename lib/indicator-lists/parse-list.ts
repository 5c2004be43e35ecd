import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { formatIndicators } from "@/lib/query/indicators";
import type { ParsedList } from "./parsed-list-schemas";
import { readList } from "./read-list";
import { listOptionsSchema } from "./schemas";

export type ParseList = { content: Uint8Array; options: z.input<typeof listOptionsSchema> };

/**
 * What a list of indicators says, with a verdict on each of its lines; nothing is kept. Throws `invalid`, `too_large` or `unsupported`
 * as `readIndicators` does.
 */
export async function parseIndicatorList({ ctx, input }: Verb<ParseList>): Promise<ParsedList> {
  requireScope(ctx, "inventory:read");
  const list = await readList(input.content, listOptionsSchema.parse(input.options));
  return { ...list, text: formatIndicators(list) };
}
