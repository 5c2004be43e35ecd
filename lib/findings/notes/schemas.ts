import { z } from "zod";
import { type PersonRef, personRefSchema } from "../person-ref";
import { exportFindingsSchema } from "../schemas";

/** Findings that one call may note. */
export const notedFindingsMax = 20_000;

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\0\p{Cs}]*$/u, "Must not have NUL or half a character");

export const findingKeySchema = z.object({
  artifactId: z.coerce.number().int().min(1).max(2_147_483_647),
  packageVersionId: z.coerce.number().int().min(1).max(2_147_483_647),
  vulnerability: z.string().trim().min(1).max(200).describe("Any id of it."),
});
export type FindingKey = z.infer<typeof findingKeySchema>;

export const noteKinds = ["comment", "assignee", "due"] as const;

export const noteSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("comment"), text: text(10_000) }),
  z.object({ kind: z.literal("assignee"), assignee: z.uuid().nullable().describe("The id of a person; null: nobody.") }),
  z.object({ kind: z.literal("due"), dueAt: z.iso.datetime({ offset: true }).nullable().describe("Null: when the policy says.") }),
]);
export type Note = z.infer<typeof noteSchema>;

export const noteFindingsSchema = z
  .object({
    findings: z.array(findingKeySchema).min(1).max(notedFindingsMax).optional(),
    filter: exportFindingsSchema
      .omit({ sort: true, state: true, source: true, sbomGap: true })
      .optional()
      .describe("Instead of `findings`: all open findings that the list of findings has with these filters."),
    note: noteSchema,
  })
  .refine(({ findings, filter }) => (findings === undefined) !== (filter === undefined), { path: ["findings"], message: "Give findings or a filter" })
  .meta({
    example: {
      findings: [{ artifactId: 12, packageVersionId: 4711, vulnerability: "CVE-2021-44228" }],
      note: { kind: "due", dueAt: "2026-04-30T12:00:00Z" },
    },
  });
export type NoteFindings = z.input<typeof noteFindingsSchema>;

export const notedSchema = z.object({
  /** To take it back by. */
  batchId: z.uuid(),
  /** Findings that were named and exist. */
  findings: z.number().int(),
  /** Notes that were written: one for each service, package and vulnerability for which it was not so already. */
  notes: z.number().int(),
});
export type Noted = z.infer<typeof notedSchema>;

export const noteBatchSchema = z.object({ batchId: z.uuid() });

export const undoneSchema = z.object({
  /** Of what takes it back. */
  batchId: z.uuid(),
  /** Notes that were taken back. */
  notes: z.number().int(),
  /** Notes that stay, because somebody said something else since. */
  kept: z.number().int(),
});
export type Undone = z.infer<typeof undoneSchema>;

export { type PersonRef, personRefSchema };

export const assigneesSchema = z.object({ data: z.array(personRefSchema) });

export const activityEntrySchema = z.object({
  id: z.uuid(),
  batchId: z.uuid().nullable(),
  at: z.iso.datetime(),
  by: z.string(),
  /** The caller wrote it and can take it back. */
  own: z.boolean(),
  kind: z.enum(noteKinds),
  /** Null for a comment: the entry takes one back. */
  text: z.string().nullable(),
  assignee: personRefSchema.nullable(),
  dueAt: z.iso.datetime().nullable(),
  /** The batch that the entry takes back. */
  undoes: z.uuid().nullable(),
  /** It was taken back. */
  undone: z.boolean(),
});
export type ActivityEntry = z.infer<typeof activityEntrySchema>;

/** A stretch of time in which an artifact had the finding, by version. */
export const occurrenceSchema = z.object({
  version: z.string(),
  openedAt: z.iso.datetime(),
  openReason: z.string(),
  closedAt: z.iso.datetime().nullable(),
  closeReason: z.string().nullable(),
});
export type Occurrence = z.infer<typeof occurrenceSchema>;

export const findingActivitySchema = z.object({
  /** Comments, assignees and due times of the vulnerability in the package of the service, newest first. */
  notes: z.array(activityEntrySchema),
  /** When this artifact had it, in any version of the package, newest first. */
  occurrences: z.array(occurrenceSchema),
});
export type FindingActivity = z.infer<typeof findingActivitySchema>;
