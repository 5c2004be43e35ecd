import { z } from "zod";
import { assessmentSchema } from "@/lib/inventory/assess/schemas";
import { environmentSchema } from "@/lib/inventory/deployments/environment";
import { accountingSchema, completenessSchema, warningSchema } from "@/lib/inventory/upload/schemas";
import { artifactRefSchema, packageRefSchema, pageMetaSchema, pageParameters, serviceRefSchema, teamRefSchema } from "./common";

export const listServiceBuildsSchema = z.object({
  slug: z.string().max(200),
  artifactId: z.coerce.number().int().positive().optional(),
  ...pageParameters,
});
export type ListServiceBuilds = z.infer<typeof listServiceBuildsSchema>;

const buildFields = {
  artifact: artifactRefSchema,
  seq: z.number().int(),
  version: z.string().nullable(),
  commit: z.string().nullable(),
  runUrl: z.string().nullable(),
  digests: z.array(z.string()),
  builtAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  /** True for the build that "now" is answered from. */
  isHead: z.boolean(),
  /** Where it runs now, by the deployments that were reported. */
  runningIn: z.array(environmentSchema),
  components: z.number().int(),
  /** Its SBOM lists no component, has some that could not be read, or says that it is incomplete: what it does not name can still be there. */
  incomplete: z.boolean(),
  /** Package versions that came with this build, and that it no longer has. */
  opened: z.number().int(),
  closed: z.number().int(),
  documentSha256: z.string(),
  uploadId: z.string(),
};
export const buildRowSchema = z.object(buildFields);
export type BuildRow = z.infer<typeof buildRowSchema>;

export const buildListSchema = z.object({ data: z.array(buildRowSchema), meta: pageMetaSchema });
export type BuildList = z.infer<typeof buildListSchema>;

export const getBuildSchema = z.object({
  slug: z.string().max(200),
  artifactId: z.coerce.number().int().positive(),
  seq: z.coerce.number().int().positive(),
});
export type GetBuild = z.infer<typeof getBuildSchema>;

/** How many changes of a build are listed; the totals count all. */
export const changesMax = 200;
const changeSchema = z.object({
  packageVersionId: z.number().int(),
  package: packageRefSchema,
  version: z.string(),
  release: z.string().nullable(),
  direct: z.boolean(),
});
export type Change = z.infer<typeof changeSchema>;
const changesSchema = z.object({ total: z.number().int(), data: z.array(changeSchema) });

export const documentSchema = z.object({
  sha256: z.string(),
  sizeBytes: z.number().int(),
  format: z.string().nullable(),
  specVersion: z.string().nullable(),
  generator: z.string().nullable(),
  documentedAt: z.iso.datetime().nullable(),
  /** What was done with each component; null when the document was stored without being read. */
  accounting: accountingSchema.nullable(),
  completeness: completenessSchema,
  warnings: z.array(warningSchema),
});
export type DocumentDetail = z.infer<typeof documentSchema>;

export const buildSchema = z.object({
  service: serviceRefSchema,
  team: teamRefSchema.nullable(),
  ...buildFields,
  edges: z.number().int(),
  document: documentSchema,
  /** Validity and quality of the document; null: not judged yet, `.../assessment` does it. */
  assessment: assessmentSchema.nullable(),
  /** Came with this build, against the build before it. */
  added: changesSchema,
  removed: changesSchema,
  /** The neighbours in build order, for going back and forth. */
  previousSeq: z.number().int().nullable(),
  nextSeq: z.number().int().nullable(),
});
export type BuildDetail = z.infer<typeof buildSchema>;
