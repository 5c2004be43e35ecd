import { z } from "zod";
import { pageMetaSchema, pageParameters } from "@/lib/inventory/read/schemas/common";

/** For so many days a retraction is said on every page, unless somebody acknowledges it before. */
export const retractionShownDays = 7;

export const alertStates = ["standing", "retracted"] as const;
export type AlertState = (typeof alertStates)[number];

export const listAlertsSchema = z.object({
  state: z.enum([...alertStates, "all"]).default("all"),
  ...pageParameters,
});
export type ListAlerts = z.input<typeof listAlertsSchema>;

export const alertIdSchema = z.object({ id: z.uuid() });
export type AlertId = z.input<typeof alertIdSchema>;

export const acknowledgeQuerySchema = z.object({
  state: z.enum(alertStates).optional().describe("What was seen. When the alert is in the other state by now, nothing is acknowledged."),
});
export const acknowledgeAlertSchema = alertIdSchema.extend(acknowledgeQuerySchema.shape);
export type AcknowledgeAlert = z.input<typeof acknowledgeAlertSchema>;

const packageSchema = z.object({ ecosystem: z.string(), name: z.string(), versions: z.array(z.string()) });
const serviceSchema = z.object({
  slug: z.string(),
  name: z.string(),
  present: z.boolean().describe("Whether its newest builds had it when the alert was raised or last updated."),
  from: z.iso.datetime({ offset: true }).describe("Since when it was there."),
  to: z.iso.datetime({ offset: true }).nullable().describe("Until when; null while it is there."),
});
export type AlertService = z.infer<typeof serviceSchema>;

/** What an alert says of the fleet, as it is stored: at most a hundred services, and counts of all of them. */
export const alertDetailSchema = z.object({
  displayId: z.string(),
  packages: z.array(packageSchema),
  services: z.array(serviceSchema),
  serviceCount: z.number().int(),
  artifactCount: z.number().int(),
  presentServiceCount: z.number().int(),
});
export type AlertDetail = z.infer<typeof alertDetailSchema>;

const alertFields = {
  id: z.string(),
  kind: z.enum(["malware"]),
  state: z.enum(alertStates),
  vulnerability: z.object({ id: z.string().describe("The id to ask for, e.g. `MAL-2026-1`."), summary: z.string().nullable() }),
  raisedAt: z.iso.datetime(),
  reason: z
    .enum(["advisory", "build", "inspector"])
    .describe("What brought the two together: `advisory`, it was published or changed; `build`, a build came with it; `inspector`, Amazon Inspector found it."),
  acknowledged: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
  retracted: z
    .object({
      at: z.iso.datetime(),
      reason: z
        .string()
        .describe(
          "`withdrawn`: by its source; `corrected`: it does not mean these versions any more; `merged`: an earlier alert stands for the same problem; `closed`: Amazon Inspector does not report it any more.",
        ),
    })
    .nullable(),
  needsAttention: z
    .boolean()
    .describe(`Said on every page: it stands, or was retracted in the last ${retractionShownDays} days, and nobody acknowledged that.`),
  ...alertDetailSchema.omit({ displayId: true }).shape,
};
export const alertSchema = z.object(alertFields).meta({ id: "Alert" });
export type Alert = z.infer<typeof alertSchema>;

export const alertListSchema = z.object({
  data: z.array(alertSchema),
  meta: pageMetaSchema.omit({ rows: true }),
});
export type AlertList = z.infer<typeof alertListSchema>;

export const alertActivitySchema = z.object({
  at: z.iso.datetime(),
  action: z.string().describe("`alert.raised`, `alert.updated`, `alert.acknowledged` or `alert.retracted`."),
  actor: z.object({ kind: z.string(), name: z.string() }),
  detail: z.unknown(),
});
export type AlertActivity = z.infer<typeof alertActivitySchema>;

export const alertPageSchema = z.object({ ...alertFields, activity: z.array(alertActivitySchema).describe("Oldest first; the newest 200.") });
export type AlertPage = z.infer<typeof alertPageSchema>;

export const alertAttentionSchema = z.object({});

/** What the banner shows: the newest that need attention, those that stand first. */
export const attentionSchema = z.object({
  data: z.array(alertSchema),
  meta: z.object({ standing: z.number().int(), retracted: z.number().int() }).describe("How many need attention, all told."),
});
export type Attention = z.infer<typeof attentionSchema>;
