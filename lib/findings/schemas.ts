import { z } from "zod";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { type SeverityCounts, severityCountsSchema } from "@/lib/advisories/severity-counts";
import { advisoryFreshnessSchema } from "@/lib/advisories/sources/schemas";
import { twoSidesSchema } from "@/lib/aws/observations/schemas/side";
import { decidedStates } from "@/lib/decisions/words";
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
import { queuedFields, queueFilters } from "./queue-schemas";

const filters = {
  q: z
    .string()
    .max(2_000)
    .optional()
    .describe(
      "The search grammar: packages, versions, ranges and advisory ids, with `team: service: kind: ref: scope: direct: severity: tier: env: assignee: due: decision: kev: since: is:`. `kind:` takes kinds of artifacts and of advisories; `is:` takes `overdue`, `due-soon`, `mine`, `unassigned`, `exploited`, `todo` and what was decided, as `is:accepted`.",
    ),
  team: listOf(z.string().max(200)).optional().describe("Team slug; repeat for several. `none` is services without a team."),
  service: listOf(z.string().max(200)).optional(),
  artifactId: z.coerce.number().int().positive().optional(),
  kind: listOf(z.enum(advisoryKinds)).optional(),
  severity: listOf(z.enum(severityWords)).optional().describe("Malware has none: ask for `kind=malware`."),
  kev: z.enum(["true", "false"]).optional().describe("Only what is in CISA's catalogue of known exploited vulnerabilities, or only what is not."),
  ecosystem: listOf(z.string().max(50)).optional(),
  package: z.string().max(500).optional().describe("The whole name of a package, as its ecosystem writes it."),
  packages: listOf(z.string().max(600))
    .optional()
    .describe("Packages by ecosystem and whole name, as groups have them: `npm:lodash`. Repeat for several. Beside `q` both must hold."),
  vulnerability: listOf(z.string().max(200)).optional().describe("Vulnerabilities, by any of their ids. Repeat for several. Beside `q` both must hold."),
};

export const findingStates = ["open", "closed", "all"] as const;
export const findingSorts = ["priority", "severity", "epss", "opened", "-opened", "due", "-due"] as const;
const moment = z.iso.datetime({ offset: true });
export const closeReasons = ["upgraded", "removed", "withdrawn", "corrected", "retired"] as const;

/** When it was opened and closed, and why it was closed. */
const timeFilters = {
  openedSince: moment.optional(),
  openedBefore: moment.optional(),
  closedSince: moment.optional(),
  closedBefore: moment.optional(),
  openAt: moment.optional().describe("Only what was open at the moment."),
  closeReason: listOf(z.enum(closeReasons)).optional(),
};

const sourceFilters = {
  source: z
    .enum(["both", "osv", "inspector"])
    .optional()
    .describe(
      "Who says so. Without it everything that OSV's advisories say, with what Inspector says of it. `both`: Inspector reports it too. `osv`: it does not. `inspector`: only Inspector reports it; such a row has no advisory of OSV.",
    ),
  sbomGap: z.enum(["true", "false"]).optional().describe("With `source=inspector`: only what no SBOM lists, or only the rest."),
};

export const listFindingsSchema = z.object({
  ...filters,
  ...queueFilters,
  ...timeFilters,
  ...sourceFilters,
  state: z
    .enum(findingStates)
    .default("open")
    .describe(
      "With `source=inspector`, `open` lists also what Inspector closed and nobody knows to be fixed: its `closeReason` is `unscanned` or `unverified`, and `counts`, `byKind` and `kev` leave it out.",
    ),
  sort: z
    .enum(findingSorts)
    .default("priority")
    .describe(
      "Of what is open, `priority`: by `rank`. Of other lists: malware, then known exploited, then severity, then EPSS, those of withdrawn vulnerabilities last; these have no order by `severity`, `epss` or `due`. What has no due time comes after all that has.",
    ),
  ...pageParameters,
});
export type ListFindings = z.infer<typeof listFindingsSchema>;

export const exportFindingsSchema = listFindingsSchema.omit({ limit: true, cursor: true });
export type ExportFindings = z.infer<typeof exportFindingsSchema>;

export const listUndeterminedSchema = z.object({ ...filters, tier: queueFilters.tier, environment: queueFilters.environment, ...pageParameters });
export type ListUndetermined = z.infer<typeof listUndeterminedSchema>;

/** A vulnerability as lists show it. */
export const vulnerabilityRefSchema = z.object({
  /** For `/vulnerabilities/{id}`. */
  id: z.string(),
  kind: z.enum(advisoryKinds),
  severity: z.enum(severityWords),
  score: z.number().nullable(),
  /** Probability that it is exploited within 30 days, 0 to 1. */
  epss: z.number().nullable(),
  kevAddedOn: z.iso.date().nullable(),
  summary: z.string().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
});
export type VulnerabilityRef = z.infer<typeof vulnerabilityRefSchema>;

const heldFields = {
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
  vulnerability: vulnerabilityRefSchema,
};

export const openReasons = ["build", "advisory"] as const;

export const findingSchema = z.object({
  ...heldFields,
  /** Versions that fix it on the same branch; several, lowest first, where its sources disagree; none where none is known. */
  fixed: z.array(z.string()),
  openedAt: z.iso.datetime(),
  /** `build`: the package version came. `advisory`: the advisory did, or changed. `inspector`: only Inspector reports it. */
  openReason: z.string(),
  closedAt: z.iso.datetime().nullable(),
  /** `upgraded`, `removed`, `withdrawn`, `corrected` or `retired`; of Inspector alone `closed`, `unscanned` or `unverified`. */
  closeReason: z.string().nullable(),
  /** What OSV and Inspector say of it, side by side. */
  sides: twoSidesSchema,
  /** The advisories by which it was opened; of Inspector alone, its own. */
  sources: z.array(z.object({ source: z.string(), id: z.string() })),
  ...queuedFields,
});
export type Finding = z.infer<typeof findingSchema>;

export const undeterminedReasons = ["version_unorderable", "version_missing", "release_unknown"] as const;

export const undeterminedSchema = z.object({ ...heldFields, reason: z.enum(undeterminedReasons) });
export type Undetermined = z.infer<typeof undeterminedSchema>;

export const findingListSchema = z.object({
  data: z.array(findingSchema),
  meta: pageMetaSchema.extend({
    /** Under all filters but `severity`, `kind` and `kev`. */
    counts: severityCountsSchema,
    byKind: z.record(z.enum(advisoryKinds), z.number().int()),
    kev: z.number().int(),
    /** By what was decided, under all filters but `decision`; null where nothing is decided of what is listed. */
    byDecision: z.record(z.enum(decidedStates), z.number().int()).nullable(),
    /** False while findings of before an upgrade are still taken into the queue: the list of what is open lacks some until then. */
    complete: z.boolean(),
    /** Whether Inspector reports anything at all, whatever the filters. */
    inspector: z.boolean(),
    /** How new the advisories are that this follows from. */
    mirror: advisoryFreshnessSchema,
  }),
});
export type FindingList = z.infer<typeof findingListSchema>;

export const findingGroupings = ["vulnerability", "package", "service"] as const;
export const groupFindingsSchema = listFindingsSchema.omit({ sort: true, state: true, source: true, sbomGap: true }).extend({
  by: z.enum(findingGroupings),
  sort: z.enum(["priority", "findings"]).default("priority").describe("`priority`: by the first finding of each. `findings`: by how many there are."),
});
export type GroupFindings = z.infer<typeof groupFindingsSchema>;

export const findingGroupSchema = z.object({
  /** What its findings have in common; the one that was asked for. */
  vulnerability: vulnerabilityRefSchema.nullable(),
  package: packageRefSchema.nullable(),
  service: serviceRefSchema.nullable(),
  /** The owner, of a service. */
  team: teamRefSchema.nullable(),
  findings: z.number().int(),
  services: z.number().int(),
  /** Of severities; malware apart. */
  counts: severityCountsSchema,
  kev: z.number().int(),
  /** Of its first finding. */
  rank: z.number().int(),
  /** When the oldest was opened. */
  openedAt: z.iso.datetime(),
  /** When the first is due; null: none is. */
  dueAt: z.iso.datetime().nullable(),
  overdue: z.number().int(),
});
export type FindingGroup = z.infer<typeof findingGroupSchema>;

export const findingGroupListSchema = z.object({
  data: z.array(findingGroupSchema),
  meta: pageMetaSchema.extend({ by: z.enum(findingGroupings), findings: z.number().int() }),
});
export type FindingGroupList = z.infer<typeof findingGroupListSchema>;

export const undeterminedListSchema = z.object({
  data: z.array(undeterminedSchema),
  meta: pageMetaSchema.extend({ byReason: z.record(z.enum(undeterminedReasons), z.number().int()) }),
});
export type UndeterminedList = z.infer<typeof undeterminedListSchema>;

export const countOpenFindingsSchema = z.object({
  services: z.array(z.string().max(200)).max(500),
  /** Count what could not be judged too: it looks at every presence of the services. */
  undetermined: z.boolean().default(false),
});
/** `undetermined` is null where it was not asked for. */
export type ServiceFindings = { open: SeverityCounts; undetermined: number | null };
