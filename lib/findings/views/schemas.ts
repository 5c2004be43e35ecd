import { z } from "zod";

/** Views that one person can have. */
export const viewsMax = 100;

const name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not have control characters");

const search = z
  .string()
  .max(2_000)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not have control characters")
  .describe("The query string of `/findings`; a place in the list is left out of it.");

export const saveViewSchema = z
  .object({ name, search, shared: z.boolean().default(false).describe("Everyone sees it; only its owner changes it.") })
  .meta({ example: { name: "Mine, overdue", search: "assignee=me&due=overdue", shared: false } });
export type SaveView = z.input<typeof saveViewSchema>;

export const viewPathSchema = z.object({ id: z.uuid() });
export const changeViewBodySchema = z.object({ name: name.optional(), search: search.optional(), shared: z.boolean().optional() });
export const changeViewSchema = viewPathSchema.extend(changeViewBodySchema.shape);
export type ChangeView = z.input<typeof changeViewSchema>;

export const savedViewSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  search: z.string(),
  shared: z.boolean(),
  /** The caller's: it can be changed and deleted. */
  own: z.boolean(),
  /** Whose it is. */
  by: z.string(),
  createdAt: z.iso.datetime(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

export const viewListSchema = z.object({ data: z.array(savedViewSchema) });

/** News are counted no further than this. */
export const newsMax = 1_000;

export const findingNewsSchema = z.object({
  /** When the caller last said that all was seen; null: never. */
  lookedAt: z.iso.datetime().nullable(),
  /** Findings that opened since and are to be dealt with; 1,000 stands for any more. */
  opened: z.number().int(),
  /** Of these: malware, known exploited or critical. */
  grave: z.number().int(),
  /** Decisions of others that count since. */
  decided: z.number().int(),
  /** Decisions of others that wait for a second person now. */
  waiting: z.number().int(),
  /** Findings that others assigned to the caller since. */
  assigned: z.number().int(),
  /** Comments of others since, on what the caller commented on or is at. */
  comments: z.number().int(),
});
export type FindingNews = z.infer<typeof findingNewsSchema>;

export const markSeenSchema = z.object({
  at: z.iso.datetime({ offset: true }).describe("When the page was made that was looked at: what is later stays new."),
});
export type MarkSeen = z.input<typeof markSeenSchema>;
