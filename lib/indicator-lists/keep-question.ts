import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { parseQuestion } from "@/lib/query";
import { formatIndicators } from "@/lib/query/indicators";
import { readStoredList } from "./kept-lists";
import { saveIndicatorList } from "./save-list";
import type { IndicatorListRef } from "./schemas";

const keepQuestionSchema = z.object({ q: z.string().max(2_000), list: z.uuid().optional() });

/** What a question looks for, by its text and by its list, as one kept list; its facets are left out. Throws `invalid` when it looks for nothing, `not_found`. */
export async function keepQuestionAsList({ ctx, input }: Verb<z.input<typeof keepQuestionSchema>>): Promise<IndicatorListRef> {
  requireScope(ctx, "inventory:read");
  const { q, list } = keepQuestionSchema.parse(input);
  const indicators = [
    ...(list === undefined ? [] : (await readStoredList(list)).indicators),
    ...parseQuestion(q).terms.map(({ start: _, end: __, ...term }) => term),
  ];
  if (indicators.length === 0) throw new WhereinError("invalid", "The question names no package and no advisory.", { reason: "question_empty" });
  const { list: kept } = await saveIndicatorList({ ctx, input: { content: new TextEncoder().encode(formatIndicators({ indicators })), options: {} } });
  return kept;
}
