import { z } from "zod";
import { lineOutcomes, listFormats } from "@/lib/query/indicators";

/** How a list is read, beside its content. */
export const listOptionsSchema = z.object({
  ecosystem: z.string().max(50).optional().describe("The ecosystem of bare names, whatever the list implies: a purl type or another word for it."),
  bareNames: z
    .enum(["any", "reject"])
    .default("any")
    .describe("What a name without a version means where the list does not say: every version, or nothing that is taken."),
  fileName: z.string().max(255).optional().describe("A hint where the content alone does not decide."),
});
export type ListOptions = z.infer<typeof listOptionsSchema>;

export const indicatorListSchema = z.object({
  /** For `?list=` of a question. */
  id: z.uuid(),
  format: z.enum(listFormats),
  sizeBytes: z.number().int(),
  lines: z.number().int(),
  /** Different things to look for. */
  indicators: z.number().int(),
  /** Lines that could not be read. */
  rejected: z.number().int(),
  options: listOptionsSchema.partial(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type IndicatorListRef = z.infer<typeof indicatorListSchema>;

export const listPathSchema = z.object({ id: z.uuid() });

export const listFilters = [...lineOutcomes, "noted"] as const;
export const getListSchema = z.object({
  id: z.uuid(),
  outcome: z.enum(listFilters).optional().describe("Only lines with this verdict; `noted`: read, with something to say."),
  limit: z.coerce.number().int().min(1).max(5_000).default(500),
  cursor: z.string().max(200).optional(),
});

export const lineVerdictSchema = z.object({
  line: z.number().int(),
  text: z.string(),
  outcome: z.enum(lineOutcomes),
  /** What it means, in the search grammar. */
  means: z.array(z.string()),
  code: z.string().nullable(),
  message: z.string().nullable(),
});

export const indicatorListDetailSchema = indicatorListSchema.extend({
  ecosystem: z.object({ value: z.string().nullable(), from: z.enum(["choice", "list", "none"]) }),
  /** How many lines have which verdict; `noted` are read, with something to say. */
  counts: z.object({
    read: z.number().int(),
    noted: z.number().int(),
    rejected: z.number().int(),
    comment: z.number().int(),
    blank: z.number().int(),
    header: z.number().int(),
    duplicate: z.number().int(),
  }),
  data: z.array(lineVerdictSchema),
  meta: z.object({ limit: z.number().int(), nextCursor: z.string().nullable(), rows: z.number().int() }),
});
export type IndicatorListDetail = z.infer<typeof indicatorListDetailSchema>;
