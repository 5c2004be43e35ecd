import { z } from "zod";
import { artifactRefSchema, getServiceSchema, packageRefSchema, serviceRefSchema } from "@/lib/inventory/read/schemas";
import { componentScopes } from "@/lib/sbom/model";

/** `artifactId:seq` names a build of the service. */
const buildName = z.string().regex(/^[1-9]\d{0,8}:[1-9]\d{0,8}$/, "names a build as artifactId:seq, for example 12:3");

const parameters = {
  from: buildName,
  to: buildName,
  /** Rows of each list; the totals count all. */
  limit: z.coerce.number().int().min(1).max(5_000).default(200),
};
export const compareQuerySchema = z.object(parameters);
export const compareBuildsSchema = getServiceSchema.extend(parameters);
export const exportComparisonQuerySchema = compareQuerySchema.omit({ limit: true }).extend({ format: z.enum(["csv", "json"]) });
export const exportComparisonSchema = getServiceSchema.extend(exportComparisonQuerySchema.shape);

const sideSchema = z.object({
  version: z.string(),
  release: z.string().nullable(),
  purl: z.string().nullable(),
  scope: z.enum(componentScopes),
  direct: z.boolean(),
  via: z.array(z.string()),
});
const differenceSchema = z.object({ package: packageRefSchema, from: sideSchema.nullable(), to: sideSchema.nullable() });
export type Difference = z.infer<typeof differenceSchema>;
const otherHashSchema = differenceSchema.extend({
  hashes: z.array(z.object({ algorithm: z.string(), from: z.array(z.string()), to: z.array(z.string()) })),
});
const licenceSchema = differenceSchema.extend({ licences: z.object({ from: z.array(z.string()), to: z.array(z.string()) }) });

const listOf = <T extends z.ZodType>(item: T) => z.object({ total: z.number().int(), data: z.array(item) });

const comparedBuildSchema = z.object({ artifact: artifactRefSchema, seq: z.number().int(), version: z.string().nullable(), builtAt: z.iso.datetime() });
export type ComparedBuild = z.infer<typeof comparedBuildSchema>;

export const comparisonSchema = z.object({
  service: serviceRefSchema,
  from: comparedBuildSchema,
  to: comparedBuildSchema,
  /** The same version with other bytes: an alarm. */
  otherHash: listOf(otherHashSchema),
  added: listOf(differenceSchema),
  removed: listOf(differenceSchema),
  upgraded: listOf(differenceSchema),
  downgraded: listOf(differenceSchema),
  /** Another version whose order to the first cannot be told. */
  changed: listOf(differenceSchema),
  licenceChanged: listOf(licenceSchema),
  newDirect: listOf(differenceSchema),
  unchanged: z.number().int(),
  /** False when a document has no dependencies: then nothing can be said of direct ones. */
  directKnown: z.boolean(),
});
export type BuildComparison = z.infer<typeof comparisonSchema>;
