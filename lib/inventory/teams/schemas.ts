import { z } from "zod";
import { serviceRefSchema, teamRefSchema } from "@/lib/inventory/read/schemas/common";
import { slugOf } from "@/lib/inventory/upload/build-request";
import { tierSchema } from "@/lib/sla/rule";

// Names are shown in tables and logs: no control characters.
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not have control characters");

/** What `team:` and the list of services take for services without a team; so no team can have it. */
const slugOfNobody = "none";

export const teamSlugSchema = z
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

const webUrl = z.url({ protocol: /^https?$/, error: "Must be an http or https URL" }).max(500);

/** Each of them may be left out, or be null, which says the same. */
export const contactFields = {
  email: z.email("Must be an email address").max(200).nullish(),
  chat: line(200)
    .refine((text) => !text.includes("://") || webUrl.safeParse(text).success, "A chat is a channel or an http or https URL")
    .nullish()
    .describe("A channel, or its URL."),
  onCall: line(200)
    .refine((text) => /^\+?[0-9][0-9 ()./-]{2,39}$/.test(text) || webUrl.safeParse(text).success, "Must be an http or https URL or a telephone number")
    .nullish()
    .describe("A URL or a telephone number."),
  runbook: webUrl.nullish().describe("A URL."),
};
const contactsSchema = z.strictObject(contactFields);

export const teamBodySchema = z
  .object({
    name: line(100).describe("What people call the team."),
    contact: line(200).nullable().default(null).describe("Where to reach it: a channel, an address, a page. Only text."),
    contacts: contactsSchema.optional().describe("The same for a machine to use. Replaces those that there are; absent: they stay."),
  })
  .meta({ example: { name: "Payments", contact: "#payments", contacts: { email: "payments@example.com", onCall: "https://oncall.example.com/payments" } } });

export const saveTeamSchema = teamBodySchema.extend({
  slug: teamSlugSchema,
  ifExists: z.enum(["update", "refuse"]).default("update"),
});
export type SaveTeam = z.input<typeof saveTeamSchema>;
export type SettledTeam = Omit<z.output<typeof saveTeamSchema>, "ifExists">;

export type DeleteTeam = z.input<typeof teamPathSchema>;

export const ownerBodySchema = z
  .object({ team: z.string().max(200).nullable().describe("The slug of the team; null: no owner.") })
  .meta({ example: { team: "payments" } });

export const assignOwnerSchema = ownerBodySchema.extend({ service: z.string().max(200) });
export type AssignOwner = z.input<typeof assignOwnerSchema>;

export const ownershipSchema = z.object({ service: serviceRefSchema, team: teamRefSchema.nullable() });
export type Ownership = z.infer<typeof ownershipSchema>;

export const tierBodySchema = z
  .strictObject({ tier: tierSchema.nullable().describe("1 (most important) to 4; null: none, which counts as 3.") })
  .meta({ example: { tier: 1 } });

export const setTierSchema = tierBodySchema.extend({ service: z.string().max(200) });
export type SetTier = z.input<typeof setTierSchema>;

export const setTeamTierSchema = tierBodySchema.extend({ team: z.string().max(200) });
export type SetTeamTier = z.input<typeof setTeamTierSchema>;

export const tieredServiceSchema = z.object({ service: serviceRefSchema, tier: tierSchema.nullable() });
export type TieredService = z.infer<typeof tieredServiceSchema>;

export const tieredServicesSchema = z.object({ services: z.number().int().describe("How many had another tier.") });

export { type TeamRef, teamRefSchema } from "@/lib/inventory/read/schemas/common";
