import { z } from "zod";
import { inspectorSeverities, inspectorStates } from "@/lib/aws/model";

export { type InspectorState, inspectorStates } from "@/lib/aws/model";

export const inspectorStateSchema = z
  .enum(inspectorStates)
  .describe(
    "`open`: reported. `suppressed`: reported, and suppressed in AWS. `unverified`: closed, and whether it is still scanned is not known. `unscanned`: closed because nothing scans it any more, which is no fix. `closed`: scanned and not reported any more.",
  );

/** Who says now that a package version in an artifact is affected. What Inspector suppresses it says all the same. */
export const saidBys = ["both", "osv", "inspector"] as const;
export type SaidBy = (typeof saidBys)[number];
export const saidBySchema = z.enum(saidBys);

/** Whether Inspector would say something of an artifact: silence is a disagreement only where it is `scanned`. */
export const inspectorCoverages = ["scanned", "unverified", "none"] as const;
export type InspectorCoverage = (typeof inspectorCoverages)[number];
export const coverageSchema = z
  .enum(inspectorCoverages)
  .describe(
    "Of the artifact. `scanned`: Inspector scans a resource that is it. `unverified`: there is one, and coverage has not been asked. `none`: no resource of it is scanned, so that Inspector's silence says nothing.",
  );

/** Whether SBOMs of the artifact list the package version: the newest one, that of a build that is scanned, or neither. */
export const sbomListings = ["head", "scanned_build", "missing"] as const;

/** What Inspector says of one package version in one artifact and one vulnerability. */
export const inspectorSideSchema = z.object({
  state: inspectorStateSchema,
  /** The gravest that any of its findings gives. */
  severity: z.enum(inspectorSeverities),
  /** Versions that fix it, lowest first; none: Inspector names none. */
  fixed: z.array(z.string()),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** Findings behind it in any state, and the open ones. */
  findings: z.number().int(),
  open: z.number().int(),
});
export type InspectorSide = z.infer<typeof inspectorSideSchema>;

/** Both sides of a row in short, for lists that are of something else. */
export const twoSidesSchema = z.object({
  status: saidBySchema,
  inspector: inspectorSideSchema.nullable(),
  coverage: coverageSchema,
  /** Only Inspector reports it, and no SBOM lists the package version. */
  sbomGap: z.boolean(),
  /** Each side names a severity, and not the same; what OSV's advisories give is `osvSeverity`. */
  severityDiffers: z.boolean(),
  /** Each side says which version fixes it, or that none is known, and not the same. */
  fixDiffers: z.boolean(),
});
export type TwoSides = z.infer<typeof twoSidesSchema>;
