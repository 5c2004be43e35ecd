import { z } from "zod";
import { getPackageSchema, pageMetaSchema, pageParameters } from "@/lib/inventory/read/schemas";
import { vulnerabilityFacts } from "./common";

export const listPackageVulnerabilitiesSchema = getPackageSchema.extend(pageParameters);
export type ListPackageVulnerabilities = z.infer<typeof listPackageVulnerabilitiesSchema>;

export const matchedVersionSchema = z.object({
  packageVersionId: z.number().int(),
  version: z.string(),
  release: z.string().nullable(),
  state: z.enum(["affected", "undetermined"]),
  /** Whether any artifact holds it now. */
  held: z.boolean(),
});

export const packageVulnerabilitySchema = z.object({
  ...vulnerabilityFacts,
  /** Versions that the inventory has or had, newest first: the first of them, and how many. */
  versions: z.array(matchedVersionSchema),
  versionsTotal: z.number().int(),
  /** What fixes these versions, lowest first. */
  fixed: z.array(z.string()),
});
export type PackageVulnerability = z.infer<typeof packageVulnerabilitySchema>;

export const packageVulnerabilitiesSchema = z.object({
  data: z.array(packageVulnerabilitySchema),
  meta: pageMetaSchema.extend({
    /** Vulnerabilities that name the package and affect no version that the inventory has or had. */
    others: z.number().int(),
  }),
});
export type PackageVulnerabilities = z.infer<typeof packageVulnerabilitiesSchema>;
