import { z } from "zod";
import { outcomes, profileIds } from "@/lib/sbom/quality/model";
import { notCheckedReasons } from "@/lib/sbom/validate/validity";

/** Whether the document keeps the schema of its own format and version. Information, never a gate. */
export const validitySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("valid"), schema: z.string().describe("What it was judged by.") }),
  z.object({
    kind: z.literal("invalid"),
    schema: z.string(),
    errors: z.array(z.object({ pointer: z.string().describe("JSON pointer, or `line 12` for XML."), message: z.string() })).describe("The first 50."),
    total: z.number().int(),
  }),
  z.object({ kind: z.literal("notChecked"), reason: z.enum(notCheckedReasons) }),
  z.object({ kind: z.literal("timedOut") }),
]);

const ruleResultSchema = z.object({
  id: z.string(),
  title: z.string(),
  clause: z.string().describe("Where the source says it."),
  level: z.enum(["required", "recommended"]),
  outcome: z.enum(outcomes),
  met: z.number().int().describe("Components that keep the rule; 1 or 0 of a rule for the document."),
  total: z.number().int(),
  found: z.string().nullable().describe("What the document says."),
  offenders: z.array(z.object({ name: z.string(), version: z.string().nullable(), purl: z.string().nullable() })).describe("The first five that break it."),
  why: z.string().nullable().describe("Why it was not judged."),
});

const profileResultSchema = z.object({
  id: z.enum(profileIds),
  title: z.string(),
  source: z.string(),
  outcome: z.enum(["pass", "fail"]).describe("`pass` when every required rule that can be judged is kept."),
  rules: z.array(ruleResultSchema),
});

/** `notJudged`: the document could not be read through in the time or memory that one is given. */
export const qualitySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("judged"), profiles: z.array(profileResultSchema) }),
  z.object({ kind: z.literal("notJudged"), reason: z.enum(["timed_out", "too_large", "unreadable"]) }),
]);
export type Quality = z.infer<typeof qualitySchema>;

export const assessmentSchema = z.object({
  documentSha256: z.string(),
  /** Of the rules; a result of older rules is made again. */
  revision: z.number().int(),
  assessedAt: z.iso.datetime(),
  validity: validitySchema,
  quality: qualitySchema,
});
export type Assessment = z.infer<typeof assessmentSchema>;
