import { z } from "zod";
import { listOf, pageParameters } from "@/lib/inventory/read/schemas/common";
import { incidentSeverities, incidentStatuses, serviceWorkStatuses } from "./words";

// Shown in tables and logs: no control characters, and nothing that PostgreSQL does not store.
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not have control characters");

export const notesCharsMax = 20_000;
/** Lists that one revision looks for together. */
export const listsMax = 50;

const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\0\p{Cs}]*$/u, "Must not have NUL or half a character");

export const windowSchema = z
  .object({
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }).nullable().default(null).describe("The first moment outside; null: it goes on."),
  })
  .refine(({ from, to }) => to === null || Date.parse(from) < Date.parse(to), { path: ["to"], message: "The window must end after it begins" });

const said = {
  title: line(200),
  severity: z.enum(incidentSeverities).nullable(),
  window: windowSchema.nullable(),
  notes: text(notesCharsMax).describe("Markdown."),
};

const given = {
  list: z.uuid().optional().describe("A kept list of indicators."),
  content: z.string().min(1).max(1_000_000).optional().describe("The list itself, as text; a larger one is kept first (`POST /api/v1/indicator-lists`)."),
  ecosystem: z.string().max(50).optional().describe("Of bare names in `content`."),
};
const isOneList = ({ list, content }: { list?: string | undefined; content?: string | undefined }) => (list === undefined) !== (content === undefined);
const oneList = { path: ["list"], message: "Give a kept list or the content of one" };

export const openIncidentSchema = z
  .object({ ...given, title: said.title, severity: said.severity.default(null), window: said.window.default(null), notes: said.notes.default("") })
  .refine(isOneList, oneList)
  .meta({
    example: {
      title: "axios 1.14.1",
      severity: "critical",
      content: "npm:axios@1.14.1\nnpm:plain-crypto-js@4.2.1",
      window: { from: "2026-03-31T00:21:00Z", to: "2026-03-31T03:15:00Z" },
    },
  });
export type OpenIncident = z.input<typeof openIncidentSchema>;

export const incidentPathSchema = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
export const incidentServicePathSchema = incidentPathSchema.extend({ slug: z.string().min(1).max(200) });

const asof = z.iso.datetime({ offset: true }).optional().describe("As it was at this moment: the list, the answer and what was being done.");
const version = z.int().min(0).describe("The version that was seen; when there is another by now, nothing is changed.");

export const listIncidentsSchema = z.object({ status: z.enum([...incidentStatuses, "all"]).default("open"), ...pageParameters });
export type ListIncidents = z.input<typeof listIncidentsSchema>;

export const serviceChoices = ["affected", "unknown", "all"] as const;
export const incidentQuerySchema = z.object({
  asof,
  show: z
    .enum(serviceChoices)
    .default("affected")
    .describe("Which services: those that are or were affected, or that somebody said something of; those of which nothing is known; or both."),
  status: listOf(z.enum(serviceWorkStatuses)).optional(),
  team: listOf(z.string().max(200)).optional().describe("Team slug; `none` is services without one."),
  limit: z.coerce.number().int().min(1).max(5_000).default(200),
  cursor: z.string().max(200).optional(),
});
export const getIncidentSchema = incidentPathSchema.extend(incidentQuerySchema.shape);
export type GetIncident = z.input<typeof getIncidentSchema>;

export const changeIncidentBodySchema = z.object({
  version,
  title: said.title.optional(),
  severity: said.severity.optional(),
  window: said.window.optional(),
  notes: said.notes.optional(),
  status: z.enum(incidentStatuses).optional(),
});
export const changeIncidentSchema = incidentPathSchema.extend(changeIncidentBodySchema.shape);
export type ChangeIncident = z.input<typeof changeIncidentSchema>;

export const addRevisionBodySchema = z
  .object({
    ...given,
    mode: z.enum(["add", "replace"]).default("replace").describe("`replace`: the next revision of the same list. `add`: what it says is looked for as well."),
    note: line(500).nullable().default(null),
  })
  .refine(isOneList, oneList);
export const addRevisionSchema = addRevisionBodySchema.and(incidentPathSchema);
export type AddRevision = z.input<typeof addRevisionSchema>;

export const setServiceStatusBodySchema = z
  .object({
    version,
    status: z.enum(serviceWorkStatuses),
    reason: line(500).nullable().optional().describe("Why it is not affected; needed for that."),
    assignee: line(200).nullable().optional().describe("Left out: as it is."),
    note: line(2_000).nullable().optional().describe("Left out: as it is."),
  })
  .refine(({ status, reason }) => status !== "not_affected" || typeof reason === "string", { path: ["reason"], message: "Say why it is not affected" });
export const setServiceStatusSchema = setServiceStatusBodySchema.and(incidentServicePathSchema);
export type SetServiceStatus = z.input<typeof setServiceStatusSchema>;

export const pagesSchema = z.object(pageParameters);
export const incidentPagesSchema = incidentPathSchema.extend(pageParameters);
export const revisionPagesSchema = pagesSchema.extend({
  lines: z.coerce.number().int().min(1).optional().describe("The revision whose lines are wanted; left out: the newest of the page."),
});
export const incidentRevisionsSchema = incidentPathSchema.extend(revisionPagesSchema.shape);
export type IncidentRevisions = z.input<typeof incidentRevisionsSchema>;
export type IncidentPages = z.input<typeof incidentPagesSchema>;

export const exportQuerySchema = z.object({ format: z.enum(["csv", "json", "markdown"]).default("csv"), asof });
export const exportIncidentSchema = incidentPathSchema.extend(exportQuerySchema.shape);
export type ExportIncident = z.input<typeof exportIncidentSchema>;
