import { z } from "zod";
import { serviceRefSchema, teamRefSchema } from "@/lib/inventory/read/schemas";

export const searchEverythingSchema = z.object({
  q: z.string().max(200).describe("What was typed so far."),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type SearchEverything = z.infer<typeof searchEverythingSchema>;

export const searchHitSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("package"),
    ecosystem: z.string(),
    name: z.string(),
    purl: z.string().nullable(),
    /** True when what was typed is its whole name. */
    exact: z.boolean(),
  }),
  z.object({ kind: z.literal("service"), ...serviceRefSchema.shape, team: teamRefSchema.nullable(), exact: z.boolean() }),
]);
export type SearchHit = z.infer<typeof searchHitSchema>;

/** Best first; exact names before prefixes, packages and services mixed by that rule. */
export const searchResultSchema = z.object({ data: z.array(searchHitSchema) });
export type SearchResult = z.infer<typeof searchResultSchema>;
