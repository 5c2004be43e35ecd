import { z } from "zod";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { severityCountsSchema } from "@/lib/advisories/severity-counts";
import { resourceTypes } from "@/lib/aws/model";
import { artifactRefSchema, listOf, packageRefSchema, pageMetaSchema, pageParameters, serviceRefSchema, teamRefSchema } from "@/lib/inventory/read/schemas";
import { inspectorStateSchema, inspectorStates, saidBys, sbomListings, twoSidesSchema } from "./side";

const flag = z.enum(["true", "false"]).optional();

export const observationFilters = {
  status: listOf(z.enum(saidBys)).optional().describe("`both`, only `osv`, or only `inspector`; repeat for several."),
  state: listOf(z.enum(inspectorStates))
    .optional()
    .describe("Of what Inspector says; repeat for several. Without it everything that somebody says now, and what is closed but not known to be fixed."),
  severity: listOf(z.enum(severityWords))
    .optional()
    .describe("As the vulnerability has it, or as Inspector gives it (`informational` is none, `untriaged` unscored)."),
  kind: listOf(z.enum(advisoryKinds)).optional(),
  sbomGap: flag.describe("Only what Inspector alone reports and no SBOM lists, or only the rest."),
  scanned: flag.describe("Only artifacts that Inspector scans, or only those of which its silence says nothing."),
};

export const listServiceInspectorSchema = z.object({
  slug: z.string().min(1).max(200),
  artifactId: z.coerce.number().int().positive().optional(),
  ...observationFilters,
  ...pageParameters,
});
export type ListServiceInspector = z.infer<typeof listServiceInspectorSchema>;
export const exportServiceInspectorSchema = listServiceInspectorSchema.omit({ limit: true, cursor: true });

/** A vulnerability as a row shows it. */
export const observedVulnerabilitySchema = z.object({
  /** For `/vulnerabilities/{id}`. */
  id: z.string(),
  kind: z.enum(advisoryKinds),
  /** Of all sources together. */
  severity: z.enum(severityWords),
  score: z.number().nullable(),
  epss: z.number().nullable(),
  kevAddedOn: z.iso.date().nullable(),
  summary: z.string().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
});

/** Something that a finding is about: for an image its repository, digest and tags. */
export const observedResourceSchema = z.object({
  /** ARN, or the id as AWS gives it. */
  key: z.string(),
  type: z.enum(resourceTypes),
  account: z.string(),
  region: z.string(),
  name: z.string(),
  digest: z.string().nullable(),
  tags: z.array(z.string()),
  /** Of this finding. */
  state: z.enum(["ACTIVE", "SUPPRESSED", "CLOSED"]),
  /** Whether it is scanned, as coverage last said; null: not asked. */
  scan: z.enum(["ACTIVE", "INACTIVE"]).nullable(),
  /** Clusters and groups that run its digest now. */
  running: z.array(z.string()),
});
export type ObservedResource = z.infer<typeof observedResourceSchema>;

export const osvSideSchema = z.object({
  severity: z.enum(severityWords),
  score: z.number().nullable(),
  /** Versions that fix it, lowest first. */
  fixed: z.array(z.string()),
  openedAt: z.iso.datetime(),
  sources: z.array(z.object({ source: z.string(), id: z.string() })),
});

/** One package version in one artifact and one vulnerability, with what each side says of it. */
export const observationRowSchema = twoSidesSchema.extend({
  service: serviceRefSchema,
  team: teamRefSchema.nullable(),
  artifact: artifactRefSchema,
  /** The purl carries the version. */
  package: packageRefSchema,
  packageVersionId: z.number().int(),
  version: z.string(),
  release: z.string().nullable(),
  vulnerability: observedVulnerabilitySchema,
  /** Which SBOM of the artifact lists the package version. */
  sbom: z.enum(sbomListings),
  /** The open finding by the mirrored advisories; null: none. */
  osv: osvSideSchema.nullable(),
  /** The first few that Inspector's findings are about, and how many. */
  resources: z.array(observedResourceSchema),
  resourcesTotal: z.number().int(),
});
export type ObservationRow = z.infer<typeof observationRowSchema>;

export const statusCountsSchema = z.object({
  both: z.number().int(),
  /** Only OSV, in artifacts that Inspector scans, and in those of which its silence says nothing. */
  osv: z.number().int(),
  osvNotScanned: z.number().int(),
  inspector: z.number().int(),
  /** Of `inspector`. */
  sbomGaps: z.number().int(),
});
export type StatusCounts = z.infer<typeof statusCountsSchema>;

export const observationListSchema = z.object({
  data: z.array(observationRowSchema),
  meta: pageMetaSchema.extend({
    /** Under all filters but `status`, `sbomGap` and `scanned`. */
    counts: statusCountsSchema,
    /** Under all filters but `state`. */
    byState: z.record(inspectorStateSchema, z.number().int()),
    /** Under all filters but `severity` and `kind`, by what the vulnerability has. */
    bySeverity: severityCountsSchema,
  }),
});
export type ObservationList = z.infer<typeof observationListSchema>;

export const listVulnerabilityInspectorSchema = z.object({
  id: z.string().min(1).max(200),
  status: listOf(z.enum(["both", "inspector"])).optional(),
  ...pageParameters,
});
export type ListVulnerabilityInspector = z.infer<typeof listVulnerabilityInspectorSchema>;

export const vulnerabilityInspectorSchema = z.object({
  data: z.array(observationRowSchema),
  /** Rows by who says so now; those of only OSV are in `/api/v1/vulnerabilities/{id}/services`. */
  meta: pageMetaSchema.extend({
    counts: z.object({
      both: z.number().int(),
      osv: z.number().int(),
      inspector: z.number().int(),
      sbomGaps: z.number().int(),
      /** Only Inspector reported it, and closed it where that is no fix; listed with `inspector`, and not counted there. */
      unverified: z.number().int(),
    }),
  }),
});
export type VulnerabilityInspector = z.infer<typeof vulnerabilityInspectorSchema>;
