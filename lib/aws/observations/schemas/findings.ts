import { z } from "zod";
import { findingStatuses, inspectorSeverities } from "@/lib/aws/model";
import { pageMetaSchema, pageParameters } from "@/lib/inventory/read/schemas";
import { observedResourceSchema } from "./rows";

export const listInspectorFindingsSchema = z.object({
  artifactId: z.coerce.number().int().positive().describe("The findings behind this row: its artifact, package version and vulnerability."),
  packageVersionId: z.coerce.number().int().positive(),
  vulnerability: z.string().min(1).max(200).describe("Any of its ids."),
  ...pageParameters,
});
export type ListInspectorFindings = z.infer<typeof listInspectorFindingsSchema>;

/** A row of `vulnerablePackages`, as AWS writes it. */
export const findingPackageSchema = z.object({
  manager: z.string(),
  name: z.string(),
  version: z.string(),
  filePath: z.string().nullable(),
  fixed: z.string().nullable(),
  /** Digest of the image layer, or ARN of the Lambda layer, that it is in. */
  layer: z.string().nullable(),
});

/** One finding of Inspector. `/api/v1/aws/findings/{id}` gives it as it came. */
export const inspectorFindingSchema = z.object({
  id: z.number().int(),
  arn: z.string(),
  vulnerability: z.string().nullable(),
  status: z.enum(findingStatuses),
  severity: z.enum(inspectorSeverities),
  score: z.number().nullable(),
  title: z.string(),
  fixAvailable: z.enum(["yes", "no", "partial"]).nullable(),
  exploitAvailable: z.boolean().nullable(),
  epss: z.number().nullable(),
  firstObservedAt: z.iso.datetime(),
  lastObservedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  /** How it came here last: `api`, `event`, `queue`, `report` or `scan`. */
  source: z.string(),
  resource: observedResourceSchema.omit({ state: true }).extend({
    /** Why it is scanned or not, as AWS writes it. */
    scanReason: z.string().nullable(),
    scannedAt: z.iso.datetime().nullable(),
    /** How it was found to be the artifact, and which build it holds. */
    mappedBy: z.string(),
    buildSeq: z.number().int().nullable(),
  }),
  /** Of the package version that is asked about. */
  packages: z.array(findingPackageSchema),
});
export type InspectorFindingView = z.infer<typeof inspectorFindingSchema>;

export const inspectorFindingListSchema = z.object({ data: z.array(inspectorFindingSchema), meta: pageMetaSchema });
export type InspectorFindingList = z.infer<typeof inspectorFindingListSchema>;

export const readInspectorFindingSchema = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

export const countInspectorSchema = z.object({ slug: z.string().min(1).max(200) });

/** What Inspector says of a service, in numbers. Null where nothing of AWS is connected and nothing has come. */
export const inspectorCountsSchema = z.object({
  /** Whether an account of AWS is looked at, or anything of Inspector has come. */
  connected: z.boolean(),
  /** Resources that are something of the service, and of these the scanned ones. */
  resources: z.number().int(),
  scanned: z.number().int(),
  /** Findings in the state ACTIVE. */
  openFindings: z.number().int(),
  /** Package versions and vulnerabilities that Inspector alone reports and no SBOM lists. */
  sbomGaps: z.number().int(),
  /** Packages of open findings that could not be named, and findings of code or the network, which name none. */
  unmapped: z.number().int(),
});
export type InspectorCounts = z.infer<typeof inspectorCountsSchema>;
/** What they say of resources and their findings. */
export type ResourceCounts = Omit<InspectorCounts, "sbomGaps">;
