import { z } from "zod";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";

/** Where a finding's artifact runs. The place is the number that `open_finding.exposure` holds. */
export const exposureWords = ["none", "other", "production"] as const;
export type ExposureWord = (typeof exposureWords)[number];

export const tierMin = 1;
export const tierMax = 4;
/** What a service without a tier counts as. */
export const tierUnset = 3;

/** How important a service is: 1 most, 4 least. */
export const tierSchema = z.number().int().min(tierMin).max(tierMax);

const hoursMax = 10 * 365 * 24;

const someOf = <Value extends z.ZodType>(value: Value, max: number) =>
  z
    .array(value)
    .min(1, "Name at least one, or leave it out for any")
    .max(max)
    .overwrite((list) => [...new Set(list)])
    .nullable()
    .default(null);

/** One rule of a policy: what it means (null: any), and how many hours such a finding may stay open (null: as long as it likes). */
export const slaRuleSchema = z
  .strictObject({
    kinds: someOf(z.enum(advisoryKinds), advisoryKinds.length),
    severities: someOf(z.enum(severityWords), severityWords.length).describe("Malware has none: a rule with severities does not mean it."),
    kev: z.boolean().nullable().default(null).describe("Whether CISA's list says that it is exploited."),
    tiers: someOf(tierSchema, tierMax).describe("Of the service, 1 (most important) to 4; a service without one counts as 3."),
    exposures: someOf(z.enum(exposureWords), exposureWords.length).describe(
      "`production`: runs in an environment of that tier; `other`: in others only; `none`: not known to run.",
    ),
    hours: z.number().int().min(1).max(hoursMax).nullable().describe("From when the finding opened; null: no due date."),
  })
  .meta({ id: "SlaRule" });
export type SlaRule = z.output<typeof slaRuleSchema>;

export const slaRulesMax = 50;
/** A policy: rules in their order; the first that fits counts, and a finding that none fits has no due date. */
export const slaRulesSchema = z.array(slaRuleSchema).max(slaRulesMax);
