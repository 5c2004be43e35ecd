import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { formatIndicators, readIndicators } from "@/lib/query/indicators";
import { type ParsedIndicators, parseIndicatorsSchema } from "./schemas";

type ParseIndicators = z.input<typeof parseIndicatorsSchema> & { bytes: Uint8Array };

/**
 * What a list of indicators says, with a verdict on each of its lines; nothing is stored. Throws `invalid`, `too_large` or `unsupported`
 * as `readIndicators` does.
 */
export async function parseIndicators({ ctx, input }: Verb<ParseIndicators>): Promise<ParsedIndicators> {
  requireScope(ctx, "inventory:read");
  const { bytes, ...options } = input;
  const { ecosystem, bareNames, fileName } = parseIndicatorsSchema.parse(options);
  const list = readIndicators(bytes, { bareNames, ...(ecosystem && { ecosystem }), ...(fileName && { fileName }) });
  return { ...list, text: formatIndicators(list) };
}
