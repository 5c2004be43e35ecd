import { z } from "zod";
import { serviceRefSchema, teamRefSchema } from "@/lib/inventory/read/schemas/common";
import { contactFields, line, teamSlugSchema } from "@/lib/inventory/teams/schemas";

const entriesMax = 5_000;

const teamEntrySchema = z.strictObject({
  slug: teamSlugSchema,
  name: line(100).optional().describe("Absent: it keeps its name, and a new team is called by its slug."),
  contact: line(200).nullish().describe("Where to reach it, in any words."),
  ...contactFields,
});
export type TeamEntry = z.output<typeof teamEntrySchema>;

const serviceEntrySchema = z.strictObject({
  match: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(200)
    .describe("The slug of a service; `*` stands for any run of characters, `?` for any one. Of several entries that match a service the last one counts."),
  team: z.string().max(200).nullable().describe("The slug of a team of the file or of one that there is; null: nobody."),
});

/** Who owns what, as people keep it in a repository. */
export const ownerFileSchema = z.strictObject({
  teams: z
    .array(teamEntrySchema)
    .max(entriesMax)
    .default([])
    .describe("What is said of a team is all of it: contacts that are left out are taken away. Other teams stay."),
  services: z.array(serviceEntrySchema).max(entriesMax).default([]).describe("Services that nothing matches keep their owner."),
});
export type OwnerFile = z.output<typeof ownerFileSchema>;

export const ownerFileBytesMax = 1_048_576;

export const applyOwnerFileSchema = z.object({ text: z.string().max(ownerFileBytesMax), dryRun: z.boolean().default(false) });
export type ApplyOwnerFile = z.input<typeof applyOwnerFileSchema>;

export const applyQuerySchema = z.object({ dryRun: z.enum(["true", "false"]).default("false").describe("True: says what would change, and changes nothing.") });

/** What an owner file changes, or would. */
export const ownerChangesSchema = z.object({
  dryRun: z.boolean(),
  changed: z.boolean().describe("Whether anything is not so already."),
  teams: z.object({
    created: z.array(teamRefSchema),
    changed: z.array(z.object({ before: teamRefSchema, after: teamRefSchema })),
    unchanged: z.number().int(),
  }),
  services: z.object({
    changed: z.array(
      z.object({
        service: serviceRefSchema,
        before: z.string().nullable().describe("The slug of the team."),
        after: z.string().nullable(),
        pointer: z.string().describe("The entry that says so."),
        match: z.string(),
      }),
    ),
    unchanged: z.number().int(),
    unmatched: z.number().int().describe("Services that nothing matches: they keep their owner."),
  }),
  /** Entries by which no service gets its owner: none matches, or a later entry counts for all that do. */
  unused: z.array(z.object({ pointer: z.string(), match: z.string() })),
});
export type OwnerChanges = z.infer<typeof ownerChangesSchema>;
