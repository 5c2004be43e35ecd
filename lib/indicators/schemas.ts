import { z } from "zod";
import { lineOutcomes, listBytesMax, listFormats } from "@/lib/query/indicators";

/** How a list is to be read. */
export const parseIndicatorsSchema = z.object({
  ecosystem: z.string().max(50).optional().describe("The ecosystem of names without one: a purl type such as `npm`. If not given, what the list implies."),
  bareNames: z
    .enum(["any", "reject"])
    .default("any")
    .describe("What a name without a version means where the list does not say: every version, or nothing that is taken."),
  fileName: z.string().max(500).optional().describe("A hint where the content alone does not decide the format."),
});

/** The most bytes of a list that are read. */
export const indicatorBytesMax = listBytesMax;

const wantedVersionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("any") }),
  z.object({ kind: z.literal("exact"), text: z.string() }),
  z.object({ kind: z.literal("range"), text: z.string() }),
]);

const ecosystemSchema = z.string().nullable().describe("A purl type; null: any ecosystem that has the name.");

export const indicatorSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("package"),
    ecosystem: ecosystemSchema,
    namespace: z.string().nullable().describe("The namespace that a word such as `debian:` stands for; the name has it in front."),
    name: z.string(),
    version: wantedVersionSchema,
  }),
  z.object({ kind: z.literal("prefix"), ecosystem: ecosystemSchema, prefix: z.string() }),
  z.object({ kind: z.literal("hash"), algorithm: z.literal("sha256"), hex: z.string() }),
  z.object({ kind: z.literal("advisory"), id: z.string() }),
]);

export const lineVerdictSchema = z.object({
  line: z.number().int().describe("Counts from 1: where the line or record starts; of an SBOM, which component it is."),
  text: z.string().describe("The line, shortened, with hidden characters written out."),
  outcome: z.enum(lineOutcomes),
  indicators: z.array(z.number().int()).describe("Indexes into `indicators`."),
  code: z.string().nullable().describe("Why it was rejected, or what is to be said of what was read; null where there is nothing to say."),
  message: z.string().nullable(),
});

const count = z.number().int();

export const indicatorListSchema = z.object({
  format: z.enum(listFormats),
  ecosystem: z.object({ value: z.string().nullable(), from: z.enum(["choice", "list", "none"]) }).describe("Of names without one."),
  lines: count,
  indicators: z.array(indicatorSchema),
  verdicts: z.array(lineVerdictSchema),
  counts: z
    .object({ read: count, noted: count, rejected: count, comment: count, blank: count, header: count, duplicate: count })
    .describe("Verdicts of each kind; their sum is all of them. `noted` are read with something to say about it."),
  text: z.string().describe("The indicators as canonical text, one a line, which reads back as the same ones."),
});
export type ParsedIndicators = z.infer<typeof indicatorListSchema>;
