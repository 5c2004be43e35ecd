import { z } from "zod";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { listOf, pageMetaSchema, pageParameters } from "@/lib/inventory/read/schemas";
import { fixedPackageSchema, vulnerabilityFacts } from "./common";

export const vulnerabilitySorts = ["priority", "modified"] as const;

export const listVulnerabilitiesSchema = z.object({
  q: z.string().max(200).optional().describe("The beginning of an id, or words of the summary."),
  kind: listOf(z.enum(advisoryKinds)).optional(),
  severity: listOf(z.enum(severityWords)).optional().describe("Malware has none: ask for `kind=malware`."),
  kev: z.enum(["true"]).optional().describe("Only what is in CISA's catalogue of known exploited vulnerabilities."),
  affects: z.enum(["now", "any"]).default("now").describe("`now`: what affects something in the inventory now. `any`: everything that is mirrored."),
  team: listOf(z.string().max(200)).optional().describe("Only what affects services of these teams now; `none` is services without a team."),
  service: listOf(z.string().max(200)).optional().describe("Only what affects these services now."),
  ecosystem: listOf(z.string().max(50)).optional().describe("Only what affects packages of these ecosystems now."),
  sort: z
    .enum(vulnerabilitySorts)
    .default("priority")
    .describe("`priority`: malware, then known exploited, then severity, then EPSS; withdrawn ones last. `modified`: last changed first."),
  ...pageParameters,
});
export type ListVulnerabilities = z.infer<typeof listVulnerabilitiesSchema>;

export const vulnerabilityRowSchema = z.object({
  ...vulnerabilityFacts,
  /** Services, artifacts and package versions that it affects now, under the filters `team`, `service` and `ecosystem`. */
  services: z.number().int(),
  artifacts: z.number().int(),
  packageVersions: z.number().int(),
  /** The first packages that it affects now; where it affects none, that its advisories name. */
  packages: z.array(fixedPackageSchema),
  packagesTotal: z.number().int(),
  /** When the first finding that is open now was opened; null: it affects nothing now. */
  firstOpenedAt: z.iso.datetime().nullable(),
});
export type VulnerabilityRow = z.infer<typeof vulnerabilityRowSchema>;

/** How many there are, malware apart from the severities of everything else. */
export const vulnerabilityCountsSchema = z.object({
  malware: z.number().int(),
  critical: z.number().int(),
  high: z.number().int(),
  medium: z.number().int(),
  low: z.number().int(),
  none: z.number().int(),
  unscored: z.number().int(),
});
export type VulnerabilityCounts = z.infer<typeof vulnerabilityCountsSchema>;

export const vulnerabilityListSchema = z.object({
  data: z.array(vulnerabilityRowSchema),
  meta: pageMetaSchema.extend({
    /** Each under all filters but `severity`, `kind` and `kev`. */
    counts: vulnerabilityCountsSchema,
    byKind: z.record(z.enum(advisoryKinds), z.number().int()),
    kev: z.number().int(),
  }),
});
export type VulnerabilityList = z.infer<typeof vulnerabilityListSchema>;
