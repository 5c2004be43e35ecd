import { z } from "zod";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
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
  z.object({
    kind: z.literal("vulnerability"),
    /** The id to show, for `/vulnerabilities/{id}`. */
    id: z.string(),
    /** The id that begins with what was typed. */
    name: z.string(),
    /** What kind of advisory it is: malware has no severity. */
    advisoryKind: z.enum(advisoryKinds),
    severity: z.enum(severityWords),
    summary: z.string().nullable(),
    exact: z.boolean(),
  }),
]);
export type SearchHit = z.infer<typeof searchHitSchema>;

/** Best first; exact names before prefixes, packages, services and vulnerabilities mixed by that rule. */
export const searchResultSchema = z.object({ data: z.array(searchHitSchema) });
export type SearchResult = z.infer<typeof searchResultSchema>;
