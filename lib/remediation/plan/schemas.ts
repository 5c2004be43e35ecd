import { z } from "zod";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { severityCountsSchema } from "@/lib/advisories/severity-counts";
import { listOf, packageRefSchema } from "@/lib/inventory/read/schemas";

/** How far upgrades may go: within the release line that is in use, or to any later version. */
export const planReaches = ["line", "any"] as const;
export type PlanReach = (typeof planReaches)[number];

/** By their number in `open_finding`. */
export const planEnvironments = ["none", "other", "production"] as const;

const filters = {
  team: listOf(z.string().max(200)).optional().describe("Team slug; repeat for several. `none` is services without a team."),
  service: listOf(z.string().max(200)).optional(),
  ecosystem: listOf(z.string().max(50)).optional().describe("Of the package that findings are of."),
  tier: listOf(z.coerce.number().int().min(1).max(4)).optional().describe("Of the service. One that has none counts as 3."),
  environment: listOf(z.enum(planEnvironments))
    .optional()
    .describe("Where the artifact runs: in `production`, elsewhere (`other`) or not at all as far as is known."),
  kind: listOf(z.enum(advisoryKinds)).optional(),
  severity: listOf(z.enum(severityWords)).optional().describe("Malware has none: ask for `kind=malware`."),
  kev: z.enum(["true", "false"]).optional().describe("Only what is in CISA's catalogue of known exploited vulnerabilities, or only what is not."),
  reach: z
    .enum(planReaches)
    .default("any")
    .describe(
      "By which versions upgrades are ordered and counted: `line`, those of the release line in use (the same major); `any`, also later ones. Both are in each row.",
    ),
};

/** The most upgrades of one answer; exports have all that close something. */
export const planLimitMax = 200;

export const askPlanSchema = z.object({ ...filters, limit: z.coerce.number().int().min(1).max(planLimitMax).default(20) });
export type AskPlan = z.infer<typeof askPlanSchema>;

export const planFormats = ["csv", "markdown"] as const;
export const exportPlanSchema = z.object({
  ...filters,
  format: z.enum(planFormats).default("csv").describe("`markdown`: a section for each team, for a ticket."),
});
export type ExportPlan = z.infer<typeof exportPlanSchema>;

/** A version to go to: of those that close most of what is asked for, one with the fewest other known problems, and of these the smallest. */
export const planTargetSchema = z.object({
  version: z.string(),
  /** `advisory`: one names it as the fix. `fleet`: a version in the inventory that no advisory affects by this. */
  from: z.enum(["advisory", "fleet"]),
  /** Findings of the package that it closes. */
  closes: z.number().int(),
  /** Those that stay open, because nothing that it could go to fixes them. */
  leaves: z.number().int(),
  /** Vulnerabilities that are known of it and that the versions in use do not have. */
  introduces: z.number().int(),
});
export type PlanTarget = z.infer<typeof planTargetSchema>;

const versionsSchema = z.array(z.object({ version: z.string(), artifacts: z.number().int() }));

/** Sources that say different things of where a vulnerability is fixed. A version counts as fixed when all of them say so. */
export const disagreementSchema = z.object({
  /** For `/vulnerabilities/{id}`. */
  vulnerability: z.string(),
  fixes: z.array(z.object({ source: z.string(), id: z.string(), fixed: z.string().nullable() })),
});
export type Disagreement = z.infer<typeof disagreementSchema>;

/** A package with findings that the direct dependency brings. */
export const broughtSchema = z.object({
  package: packageRefSchema,
  /** The major of its versions in use, as its ecosystem means that. */
  line: z.string(),
  /** In use, those in most artifacts first, 5 at most. */
  versions: versionsSchema,
  findings: z.number().int(),
  /** What to override it with, where no version of the direct dependency is known to bring a fixed one. */
  sameLine: planTargetSchema.nullable(),
  any: planTargetSchema.nullable(),
  /**
   * What head builds of the fleet show: the smallest version of the direct dependency, not below the ones in use, that brings a version of the package with none
   * of these findings. Null: not known. `isInUse`: it is in use here too, so that resolving dependencies again may do.
   */
  broughtFixedBy: z.object({ version: z.string(), brings: z.string(), isInUse: z.boolean() }).nullable(),
  disagreements: z.array(disagreementSchema),
  /** The list of findings of the package. */
  href: z.string(),
});
export type Brought = z.infer<typeof broughtSchema>;

/** Findings, and the services and teams that they are in. */
const reachedSchema = z.object({ findings: z.number().int(), services: z.number().int(), teams: z.number().int() });

export const planUpgradeSchema = z.object({
  /** What to upgrade: a direct dependency, a distro package, or a package of which the SBOMs do not say what brings it. */
  package: packageRefSchema,
  /** Of a distro package: what the distribution releases, and fixes, together. Its versions are then of that. Null: the package itself. */
  sourcePackage: z.string().nullable(),
  /** Distro release; null outside of distros. */
  release: z.string().nullable(),
  /** The major of the versions in use, as the ecosystem means that (`4`, `0.3`); "" where a version has none, and of distro packages, which stay in their release. */
  line: z.string(),
  /** In use, those in most artifacts first, 5 at most. */
  versions: versionsSchema,
  artifacts: z.number().int(),
  /** `overridden`: it is brought by others, more than are known or than can be told, and its version has to be set by hand. */
  how: z.enum(["direct", "distro", "overridden"]),
  /** Null: no such version is known, or the package has no findings of its own. */
  sameLine: planTargetSchema.nullable(),
  any: planTargetSchema.nullable(),
  /** Findings of the package itself. */
  own: z.number().int(),
  /** What it brings, most findings first, 5 at most. */
  brings: z.array(broughtSchema),
  bringsMore: z.number().int(),
  /** 5 at most. */
  disagreements: z.array(disagreementSchema),
  /** In which it has a part, closed by it or not. */
  concerns: reachedSchema,
  /** Which it closes without any other upgrade, by `reach`. */
  closes: reachedSchema.extend({ bySeverity: severityCountsSchema, kev: z.number().int() }),
  /** Findings that this and the upgrades before it close together. */
  closedSoFar: z.number().int(),
  /** The list of findings of the package itself. */
  href: z.string(),
});
export type PlanUpgrade = z.infer<typeof planUpgradeSchema>;

export const planMetaSchema = z.object({
  reach: z.enum(planReaches),
  /** Open findings that nobody decided to leave, under the filters, and where they are. */
  findings: z.number().int(),
  services: z.number().int(),
  teams: z.number().int(),
  /** Those that all upgrades together close, and how many upgrades these are. */
  closable: z.number().int(),
  upgrades: z.number().int(),
  /** Those that no known version fixes, by `reach`, and those of packages whose versions cannot be ordered. */
  unfixed: z.number().int(),
  /** Those of SBOMs that do not say what brings them. They are planned as upgrades of the package itself. */
  unexplained: z.number().int(),
  /** Artifacts of which the plan is not up to date: the worker is at it. */
  pendingArtifacts: z.number().int(),
  asOf: z.iso.datetime(),
});

export const remediationPlanSchema = z.object({
  /** In the order in which they close most findings: each time the one that closes most of what is left. */
  data: z.array(planUpgradeSchema),
  meta: planMetaSchema,
});
export type RemediationPlan = z.infer<typeof remediationPlanSchema>;
