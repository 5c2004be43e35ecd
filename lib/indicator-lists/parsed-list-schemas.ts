import { z } from "zod";
import { lineOutcomes, listFormats } from "@/lib/query/indicators";
import { indicatorListDetailSchema } from "./schemas";

const wantedVersionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("any") }),
  z.object({ kind: z.literal("exact"), text: z.string() }),
  z.object({ kind: z.literal("range"), text: z.string() }),
]);

const ecosystemSchema = z.string().nullable().describe("A purl type; null: any ecosystem that has the name.");

const indicatorSchema = z.discriminatedUnion("kind", [
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

const verdictSchema = z.object({
  line: z.number().int().describe("Counts from 1: where the line or record starts; of an SBOM, which component it is."),
  text: z.string().describe("The line, shortened, with hidden characters written out."),
  outcome: z.enum(lineOutcomes),
  indicators: z.array(z.number().int()).describe("Indexes into `indicators`."),
  code: z.string().nullable().describe("Why it was rejected, or what is to be said of what was read; null where there is nothing to say."),
  message: z.string().nullable(),
});

export const parsedListSchema = z.object({
  format: z.enum(listFormats),
  ecosystem: indicatorListDetailSchema.shape.ecosystem.describe("Of names without one."),
  lines: z.number().int(),
  indicators: z.array(indicatorSchema),
  verdicts: z.array(verdictSchema),
  counts: indicatorListDetailSchema.shape.counts.describe("Verdicts of each kind; their sum is all of them. `noted` are read with something to say about it."),
  text: z.string().describe("The indicators as canonical text, one a line, which reads back as the same ones."),
});
export type ParsedList = z.infer<typeof parsedListSchema>;
