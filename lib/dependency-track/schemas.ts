import { z } from "zod";
import { uploadProblemSchema, uploadStatuses } from "@/lib/inventory/upload/schemas";

export const uuidPathSchema = z.object({ uuid: z.uuid().transform((uuid) => uuid.toLowerCase()) });

export const bomSubmitResponseSchema = z.object({
  token: z.uuid().describe("The upload: also under `/api/v1/uploads/{token}`."),
  projectUuid: z.uuid(),
});
export type BomSubmitResponse = z.infer<typeof bomSubmitResponseSchema>;

export const tokenStateSchema = z.object({
  processing: z.boolean(),
  status: z.enum(uploadStatuses).describe("How the upload ended; `processing` false alone does not say."),
  problem: uploadProblemSchema.nullable().describe("Why it failed."),
});
export type TokenState = z.infer<typeof tokenStateSchema>;

export const projectSchema = z.object({
  uuid: z.uuid(),
  name: z.string(),
  version: z.string().nullable(),
  classifier: z.string().nullable(),
  active: z.boolean(),
  isLatest: z.boolean(),
  tags: z.array(z.object({ name: z.string() })),
  lastBomImport: z.number().int().nullable().describe("Milliseconds since 1970: when the build was built."),
  lastBomImportFormat: z.string().nullable(),
});
export type Project = z.infer<typeof projectSchema>;

export const lookUpProjectSchema = z.object({
  name: z.string().trim().min(1).max(200),
  version: z.string().trim().max(200).optional(),
});

const whole = z.coerce.number().int().min(0);

/** As Dependency-Track pages: `limit` or `pageSize` with `offset`, or with `page` or `pageNumber` from 1. Its filters that mean nothing here are taken. */
export const listProjectsSchema = z.object({
  name: z.string().max(200).optional(),
  limit: whole.optional(),
  pageSize: whole.optional(),
  offset: whole.max(2_147_483_647).optional(),
  page: whole.optional(),
  pageNumber: whole.optional(),
  excludeInactive: z.string().optional(),
  onlyRoot: z.string().optional(),
  searchText: z.string().optional(),
  sortName: z.string().optional(),
  sortOrder: z.string().optional(),
});

export const teamSelfSchema = z.object({
  uuid: z.string(),
  name: z.string(),
  permissions: z.array(z.object({ name: z.string(), description: z.string() })),
});
export type TeamSelf = z.infer<typeof teamSelfSchema>;
