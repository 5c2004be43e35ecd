import { z } from "zod";
import { advisoryFreshnessSchema } from "@/lib/advisories/sources/schemas";
import { uploadStatuses } from "@/lib/inventory/upload/schemas";
import { pageMetaSchema, pageParameters, teamRefSchema } from "./common";

export const listTeamsSchema = z.object({});
export type ListTeams = z.infer<typeof listTeamsSchema>;

export const teamRowSchema = teamRefSchema.extend({
  services: z.number().int(),
  fresh: z.number().int(),
  stale: z.number().int(),
  incomplete: z.number().int(),
  noSbom: z.number().int(),
});
export const teamListSchema = z.object({
  data: z.array(teamRowSchema),
  /** Services without a team. */
  meta: z.object({ servicesWithoutTeam: z.number().int() }),
});
export type TeamList = z.infer<typeof teamListSchema>;

export const freshnessSummarySchema = z.object({});

export const freshnessSchema = z.object({
  /** When the last SBOM was accepted; null: never. */
  lastUploadAt: z.iso.datetime().nullable(),
  newestSbomAt: z.iso.datetime().nullable(),
  freshnessDays: z.number().int(),
  services: z.object({ total: z.number().int(), fresh: z.number().int(), stale: z.number().int(), incomplete: z.number().int(), noSbom: z.number().int() }),
  artifacts: z.number().int(),
  advisories: advisoryFreshnessSchema,
});
export type Freshness = z.infer<typeof freshnessSchema>;

export const listRecentUploadsSchema = z.object({ status: z.enum(uploadStatuses).optional(), ...pageParameters });
export type ListRecentUploads = z.infer<typeof listRecentUploadsSchema>;

export const uploadRowSchema = z.object({
  id: z.string(),
  status: z.enum(uploadStatuses),
  service: z.string(),
  artifact: z.string().nullable(),
  kind: z.string().nullable(),
  ref: z.string().nullable(),
  version: z.string().nullable(),
  artifactId: z.number().int().nullable(),
  buildSeq: z.number().int().nullable(),
  documentSha256: z.string().nullable(),
  actor: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type UploadRow = z.infer<typeof uploadRowSchema>;
export const uploadListSchema = z.object({ data: z.array(uploadRowSchema), meta: pageMetaSchema.omit({ rows: true }) });
export type UploadList = z.infer<typeof uploadListSchema>;

export const getDocumentSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type GetDocument = z.infer<typeof getDocumentSchema>;
