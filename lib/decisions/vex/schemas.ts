import { z } from "zod";
import { listOf, pageMetaSchema, pageParameters } from "@/lib/inventory/read/schemas/common";
import { decisionScopes, decisionStatuses } from "../words";
import { vexFormats } from "./read/model";

const int = z.coerce.number().int().min(1).max(2_147_483_647);

export const importVexSchema = z
  .object({
    name: z.string().trim().min(1).max(300).default("document.json").describe("What the file is called."),
    scope: z
      .enum(decisionScopes)
      .default("everywhere")
      .describe(
        "Where it counts. Everywhere: what it says of packages counts for all services, what it says of a product for the artifacts that are this product. Narrower: what it says of products that are no artifact counts there too.",
      ),
    slug: z.string().min(1).max(200).optional().describe("Of the service or team, with these scopes."),
    artifactId: int.optional().describe("With the scope `artifact`."),
    dryRun: z.enum(["true", "false"]).default("false").describe("Say what importing it would do, and do nothing."),
  })
  .superRefine(({ scope, slug, artifactId }, check) => {
    const needsSlug = scope === "service" || scope === "team";
    if (needsSlug !== (slug !== undefined)) check.addIssue({ code: "custom", path: ["slug"], message: "Names the service or team, with these scopes only" });
    if ((scope === "artifact") !== (artifactId !== undefined))
      check.addIssue({ code: "custom", path: ["artifactId"], message: "Names the artifact, with this scope only" });
  });
export type ImportVex = { content: Uint8Array; options: z.input<typeof importVexSchema> };

export const vexFaultSchema = z.object({
  code: z.string(),
  /** `left_out`: not imported; `noted`: imported all the same. */
  outcome: z.enum(["left_out", "noted"]),
  /** Where it stands, as a JSON pointer. */
  pointer: z.string(),
  detail: z.string(),
});

export const vexReportSchema = z.object({
  /** Statements of the document, and those that could be read. */
  statements: z.number().int(),
  read: z.number().int(),
  byStatus: z.record(z.enum(decisionStatuses), z.number().int()),
  /** What it says for the first time: decisions, and vulnerabilities in packages and scopes that they are about. */
  decisions: z.number().int(),
  subjects: z.number().int(),
  /** Decisions that take critical, known exploited or malicious findings out of the queue, and wait for a second person. */
  needApproval: z.number().int(),
  /** Open findings that the decisions mean now. */
  findings: z.number().int(),
  /** Statements that said nothing new, because what stands here says the same. */
  saidAlready: z.number().int(),
  /** Statements of which every product is unknown here: kept until an artifact comes that is one. */
  nowhere: z.number().int(),
  /** Packages that no SBOM has named, and vulnerabilities that no mirrored advisory has: what is said of them counts when they come. */
  unknownPackages: z.number().int(),
  unknownVulnerabilities: z.number().int(),
  unknownProducts: z.number().int(),
  /** The first 500 of them. */
  products: z.array(z.object({ product: z.string(), statements: z.number().int() })),
  /** Decisions of older versions of the document that it ends. */
  ended: z.number().int(),
  faultCount: z.number().int(),
  /** The first 1,000. */
  faults: z.array(vexFaultSchema),
});
export type VexReport = z.infer<typeof vexReportSchema>;

export const vexOutcomes = ["imported", "unchanged", "older", "preview"] as const;

export const vexDocumentSchema = z.object({
  id: z.uuid(),
  format: z.enum(vexFormats),
  /** Of the file. */
  name: z.string(),
  sha256: z.string(),
  /** What it calls itself, and its version. */
  documentId: z.string().nullable(),
  version: z.string().nullable(),
  author: z.string().nullable(),
  saidAt: z.iso.datetime().nullable(),
  importedAt: z.iso.datetime(),
  importedBy: z.string(),
  scope: z.enum(decisionScopes),
  /** Of the artifact, service or team. */
  scopeName: z.string().nullable(),
  endedAt: z.iso.datetime().nullable(),
  endedBy: z.string().nullable(),
  replacedBy: z.uuid().nullable(),
  /** Its decisions that stand, and those that wait for a second person. */
  standing: z.number().int(),
  waiting: z.number().int(),
});
export type VexDocumentRow = z.infer<typeof vexDocumentSchema>;

export const vexImportSchema = z.object({
  /** `unchanged`: this very document stands here. `older`: a newer version of it does. */
  outcome: z.enum(vexOutcomes),
  format: z.enum(vexFormats),
  documentId: z.string().nullable(),
  version: z.string().nullable(),
  author: z.string().nullable(),
  /** Null: nothing was imported. */
  document: vexDocumentSchema.nullable(),
  report: vexReportSchema,
});
export type VexImport = z.infer<typeof vexImportSchema>;

export const vexPathSchema = z.object({ id: z.uuid() });
export const vexDocumentWithReportSchema = vexDocumentSchema.extend({ report: vexReportSchema });
export type VexDocumentWithReport = z.infer<typeof vexDocumentWithReportSchema>;

export const listVexSchema = z.object({ state: z.enum(["standing", "ended", "all"]).default("standing"), ...pageParameters });
export type ListVex = z.input<typeof listVexSchema>;
export const vexListSchema = z.object({ data: z.array(vexDocumentSchema), meta: pageMetaSchema });
export type VexList = z.infer<typeof vexListSchema>;

export const exportVexSchema = z
  .object({
    format: z.enum(vexFormats).default("openvex"),
    service: z.string().min(1).max(200).optional().describe("Slug."),
    team: z.string().min(1).max(200).optional().describe("Slug. Without a service and a team everything."),
    status: listOf(z.enum(decisionStatuses)).optional(),
  })
  .refine(({ service, team }) => service === undefined || team === undefined, { path: ["team"], message: "Give a service or a team" });
export type ExportVex = z.input<typeof exportVexSchema>;
