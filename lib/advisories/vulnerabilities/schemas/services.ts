import { z } from "zod";
import { twoSidesSchema } from "@/lib/aws/observations/schemas/side";
import {
  artifactRefSchema,
  componentFields,
  listOf,
  packageRefSchema,
  pageMetaSchema,
  pageParameters,
  serviceRefSchema,
  teamRefSchema,
} from "@/lib/inventory/read/schemas";

export const serviceStates = ["affected", "undetermined", "past"] as const;

export const listVulnerabilityServicesSchema = z.object({
  id: z.string().min(1).max(200),
  state: z
    .enum(serviceStates)
    .default("affected")
    .describe("`affected`: now. `undetermined`: held now, and its advisories do not decide. `past`: artifacts that had it and are not affected now."),
  team: listOf(z.string().max(200)).optional().describe("Team slug; repeat for several. `none` is services without a team."),
  ...pageParameters,
});
export type ListVulnerabilityServices = z.infer<typeof listVulnerabilityServicesSchema>;

/** One package version in one artifact. */
export const vulnerabilityServiceSchema = z.object({
  service: serviceRefSchema,
  /** The owner. */
  team: teamRefSchema.nullable(),
  artifact: artifactRefSchema,
  /** The purl carries the version. */
  package: packageRefSchema,
  packageVersionId: z.number().int(),
  version: componentFields.version,
  release: componentFields.release,
  direct: componentFields.direct,
  via: componentFields.via,
  depth: componentFields.depth,
  /** Since when the artifact holds this version, and, of the past, until when. */
  since: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
  /** Versions that fix it on the same branch; several where its sources disagree. */
  fixed: z.array(z.string()),
  /** Undetermined: `version_unorderable`, `version_missing` or `release_unknown`. Past: why it ended, or `gone_before` when it was gone before the advisory came. Affected: why it was opened, `build` or `advisory`. */
  reason: z.string(),
  /** What OSV and Inspector say of it, side by side. */
  sides: twoSidesSchema,
});
export type VulnerabilityService = z.infer<typeof vulnerabilityServiceSchema>;

export const vulnerabilityServicesSchema = z.object({
  data: z.array(vulnerabilityServiceSchema),
  meta: pageMetaSchema.extend({ services: z.number().int(), inspector: z.boolean().describe("Whether Inspector reports anything at all.") }),
});
export type VulnerabilityServices = z.infer<typeof vulnerabilityServicesSchema>;
