import { z } from "zod";
import { severityCountsSchema } from "@/lib/advisories/severity-counts";
import { teamRefSchema } from "@/lib/inventory/read/schemas";
import { slaRulesSchema } from "./rule";

/** A finding is due soon from this long before. */
export const soonDays = 7;

const editionSchema = z.object({
  version: z.number().int().describe("0: the defaults, which count until somebody sets a policy."),
  at: z.iso.datetime().nullable(),
  by: z.string().nullable(),
  rules: slaRulesSchema,
});

export const slaPolicySchema = editionSchema.extend({
  pending: z.number().int().describe("Artifacts with findings whose due dates are still by an earlier edition; 0 within minutes."),
});
export type SlaPolicy = z.infer<typeof slaPolicySchema>;

export type SlaEdition = z.infer<typeof editionSchema>;

export const slaEditionListSchema = z.object({ data: z.array(editionSchema) });
export type SlaEditionList = z.infer<typeof slaEditionListSchema>;

export const saveSlaPolicySchema = z.strictObject({
  rules: slaRulesSchema.describe("In their order: the first that fits a finding counts, and one that none fits has no due date."),
  basedOn: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe("The version that was read; where it is no longer the last one, nothing is saved. Absent: whatever it is."),
});
export type SaveSlaPolicy = z.input<typeof saveSlaPolicySchema>;

export const previewSlaPolicySchema = z.strictObject({ rules: slaRulesSchema });
export type PreviewSlaPolicy = z.input<typeof previewSlaPolicySchema>;

const dueCountsSchema = z.object({
  overdue: z.number().int(),
  soon: z.number().int().describe(`Due within ${soonDays} days.`),
  later: z.number().int(),
  none: z.number().int().describe("Without a due date."),
});
export type DueCounts = z.infer<typeof dueCountsSchema>;

export const slaPreviewSchema = z.object({
  now: dueCountsSchema.describe("What is in the queue, by the policy that counts."),
  proposed: dueCountsSchema.describe("The same by these rules. Dates that were set by hand stay."),
  byRule: z.array(z.number().int()).describe("How many each of these rules means, in their order."),
});
export type SlaPreview = z.infer<typeof slaPreviewSchema>;

export const breachOwners = ["team", "service", "assignee"] as const;

export const listBreachesSchema = z.object({
  by: z.enum(breachOwners).default("team").describe("Whose findings are counted together."),
  team: z.string().max(100).optional().describe("Only services of the team; `none`: only those without one."),
  service: z.string().max(100).optional(),
});
export type ListBreaches = z.input<typeof listBreachesSchema>;

export const breachGroupSchema = z.object({
  team: teamRefSchema.nullable().optional().describe("By team: null for services without one. By service: its team."),
  service: z.object({ slug: z.string(), name: z.string() }).optional().describe("By service."),
  assignee: z
    .object({ id: z.string(), name: z.string(), disabled: z.boolean() })
    .nullable()
    .optional()
    .describe("By assignee: null for findings that nobody has."),
  overdue: severityCountsSchema.extend({ total: z.number().int() }),
  soon: severityCountsSchema.extend({ total: z.number().int() }),
  oldestDueAt: z.iso.datetime().describe("The due time that passed or will pass first."),
});
export type BreachGroup = z.infer<typeof breachGroupSchema>;

export const breachListSchema = z.object({
  data: z.array(breachGroupSchema).describe("Most overdue first; who has none that are overdue or due soon is not listed."),
  meta: z.object({ at: z.iso.datetime(), soonDays: z.number().int(), overdue: z.number().int(), soon: z.number().int() }),
});
export type BreachList = z.infer<typeof breachListSchema>;
