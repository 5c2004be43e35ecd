import { z } from "zod";
import { serviceRefSchema, teamRefSchema } from "@/lib/inventory/read/schemas/common";
import { slugOf } from "@/lib/inventory/upload/build-request";

// Names are shown in tables and logs: no control characters.
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not have control characters");

/** What `team:` and the list of services take for services without a team; so no team can have it. */
const slugOfNobody = "none";

const teamSlugSchema = z
  .string()
  .max(100)
  .refine(isSlug, "Lower-case letters, digits, '.', '_' and '-'; it does not begin or end with '.' or '-'")
  .refine((slug) => slug !== slugOfNobody, `"${slugOfNobody}" means services without a team`)
  .describe("What `team:` takes: lower-case letters, digits, `.`, `_` and `-`.");

function isSlug(text: string): boolean {
  try {
    return slugOf(text) === text;
  } catch {
    return false;
  }
}

/** A path's slug; that it names nothing is the verb's to say. */
export const teamPathSchema = z.object({ slug: z.string().max(200) });
export const ownerPathSchema = z.object({ slug: z.string().max(200).describe("The service.") });

export const teamBodySchema = z
  .object({
    name: line(100).describe("What people call the team."),
    contact: line(200).nullable().default(null).describe("Where to reach it: a channel, an address, a page. Only text."),
  })
  .meta({ example: { name: "Payments", contact: "#payments" } });

export const saveTeamSchema = teamBodySchema.extend({
  slug: teamSlugSchema,
  ifExists: z.enum(["update", "refuse"]).default("update"),
});
export type SaveTeam = z.input<typeof saveTeamSchema>;

export type DeleteTeam = z.input<typeof teamPathSchema>;

export const ownerBodySchema = z
  .object({ team: z.string().max(200).nullable().describe("The slug of the team; null: no owner.") })
  .meta({ example: { team: "payments" } });

export const assignOwnerSchema = ownerBodySchema.extend({ service: z.string().max(200) });
export type AssignOwner = z.input<typeof assignOwnerSchema>;

export const ownershipSchema = z.object({ service: serviceRefSchema, team: teamRefSchema.nullable() });
export type Ownership = z.infer<typeof ownershipSchema>;

export { type TeamRef, teamRefSchema } from "@/lib/inventory/read/schemas/common";
