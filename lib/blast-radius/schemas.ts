import { z } from "zod";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { artifactRefSchema, componentFields, listOf, pageMetaSchema, pageParameters, serviceRefSchema, teamRefSchema } from "@/lib/inventory/read/schemas";
import { listFormats } from "@/lib/query/indicators";
import { componentScopes } from "@/lib/sbom/model";
import { whens } from "./sides";

/** What is asked: without how the rows are ordered and paged. */
export const questionFields = z.object({
  q: z
    .string()
    .max(2_000)
    .default("")
    .describe("The question in the search grammar: name, name@version, name@range, purl, @scope/*, sha256:..., CVE-... or another advisory id, with facets."),
  list: z.uuid().optional().describe("A kept list of indicators: whoever holds any of it. Beside it `q` adds to the list, or only narrows."),
  team: listOf(z.string().max(200)).optional().describe("Team slug; repeat for several. `none` is services without a team."),
  service: listOf(z.string().max(200)).optional(),
  kind: listOf(z.string().max(50)).optional(),
  ref: listOf(z.string().max(200)).optional(),
  scope: listOf(z.enum(componentScopes)).optional(),
  direct: z.enum(["true", "false"]).optional(),
  asof: z.iso.datetime({ offset: true }).optional().describe("Answer for this moment instead of now."),
  during: z
    .string()
    .max(100)
    .optional()
    .describe(
      "A window as well: 2026-03-31T00:21Z..03:15Z, two days, or one. What was there at any moment of it, and what was built in it, stands beside now.",
    ),
  when: z
    .enum(whens)
    .default("any")
    .describe(
      "Whose rows and verdict are shown. now: in the newest builds; during: present or built in the window; built: by builds of the window; production, running: in a build that runs; any of these.",
    ),
});

/** The question as the API and the page take it: every parameter of the URL, and nothing else. */
export const findAffectedServicesSchema = questionFields.extend({
  sort: z.enum(["service", "-service", "team", "-team", "since", "-since"]).default("service"),
  ...pageParameters,
});
export type FindAffectedServices = z.infer<typeof findAffectedServicesSchema>;

export const verdictSchema = z.object({
  affected: z.number().int(),
  clean: z.number().int(),
  unknown: z.number().int(),
});

const buildRefSchema = z.object({
  seq: z.number().int(),
  version: z.string().nullable(),
  commit: z.string().nullable(),
  runUrl: z.string().nullable(),
  builtAt: z.iso.datetime(),
});

const artifactItself = "Null: the artifact itself, found by the digest of a build or the hash of a document.";

/** One presence: this package version in this artifact. A service with two versions has two rows, next to each other. */
export const packageRowSchema = z.object({
  service: serviceRefSchema,
  /** The owner. */
  team: teamRefSchema.nullable(),
  ...componentFields,
  build: buildRefSchema,
  sbomAgeSeconds: z.number().int(),
  /** What is true of it. Without a window only `now`, which is the moment that is asked about. */
  present: z.object({
    now: z.boolean(),
    during: z.boolean(),
    built: z.boolean(),
    /** Environments in which a build with it runs, which need not be the newest one; production first. */
    running: z.array(z.string()),
  }),
  /** When it was gone again; null: it is still there. */
  until: z.iso.datetime().nullable(),
  /** True when the SBOM that says so is older than the freshness window. */
  stale: z.boolean(),
  /** True when the SBOM that says so has components that could not be read, or says that it is incomplete: there may be more. */
  incomplete: z.boolean(),
  inspector: z.boolean().describe("Amazon Inspector reports it there too: of an id the vulnerability, else anything of the package version."),
});
export type PackageRow = z.infer<typeof packageRowSchema>;

/** A presence, or an artifact that was asked for by its digest or its document's hash: that is no package and has no way in. */
export const affectedRowSchema = packageRowSchema.extend({
  package: componentFields.package.nullable().describe(artifactItself),
  packageVersionId: componentFields.packageVersionId.nullable().describe(artifactItself),
  version: componentFields.version.nullable().describe(artifactItself),
  direct: componentFields.direct.nullable().describe(artifactItself),
  scope: componentFields.scope.nullable().describe(artifactItself),
});
export type AffectedRow = z.infer<typeof affectedRowSchema>;

export const unknownReasons = [
  "inspector_reports",
  "inspector_unverified",
  "no_sbom",
  "built_later",
  "incomplete_sbom",
  "stale",
  "unorderable_version",
  "no_version",
  "no_release",
  "no_hash",
  "advisory_unknown",
  "no_deployment",
] as const;
export const unknownByReasonSchema = z.record(z.enum(unknownReasons), z.number().int());

/** How many services are unknown for which reason; 0 where none is. */
export function countByReason(reasons: Iterable<(typeof unknownReasons)[number]>): z.infer<typeof unknownByReasonSchema> {
  const counts = Object.fromEntries(unknownReasons.map((reason) => [reason, 0])) as z.infer<typeof unknownByReasonSchema>;
  for (const reason of reasons) counts[reason] += 1;
  return counts;
}

export const unknownServiceSchema = z.object({
  service: serviceRefSchema,
  team: teamRefSchema.nullable(),
  reason: z.enum(unknownReasons),
  /** For people: what is not known and what to do about it. */
  detail: z.string(),
  lastBuiltAt: z.iso.datetime().nullable(),
});
export type UnknownService = z.infer<typeof unknownServiceSchema>;

export const diagnosticSchema = z.object({
  code: z.string(),
  message: z.string(),
  /** Where in `q`, in UTF-16 units, half open; empty at the end of `q` for what stands in another parameter. */
  start: z.number().int(),
  end: z.number().int(),
});

/** A vulnerability that is asked for by an id of one of its advisories, as the mirror knows it today. */
export const askedVulnerabilitySchema = z.object({
  /** What the question calls it. */
  asked: z.array(z.string()),
  /** Its own id, for `/vulnerabilities/{id}`. */
  id: z.string(),
  kind: z.enum(advisoryKinds),
  severity: z.enum(severityWords),
  score: z.number().nullable(),
  summary: z.string().nullable(),
  epss: z.number().nullable(),
  kevAddedOn: z.iso.date().nullable(),
  /** When the first of its advisories came out: where a window may begin. */
  publishedAt: z.iso.datetime().nullable(),
  /** Set when all of its advisories are withdrawn: nothing counts as affected by it any more. */
  withdrawnAt: z.iso.datetime().nullable(),
});
export type AskedVulnerability = z.infer<typeof askedVulnerabilitySchema>;

/** How a list was read. What could not be read is not in the answer. */
export const askedListSchema = z.object({
  /** Null: it was sent with the question and is not kept. */
  id: z.uuid().nullable(),
  format: z.enum(listFormats),
  lines: z.number().int(),
  indicators: z.number().int(),
  rejected: z.number().int(),
  noted: z.number().int(),
});
export type AskedList = z.infer<typeof askedListSchema>;

const sourceAgeSchema = z.object({ name: z.string(), syncedAt: z.iso.datetime() });

/** A build of the window whose SBOM lists something that is asked for: what its CI run could read may be in other hands. */
export const builtInWindowSchema = z.object({
  service: serviceRefSchema,
  team: teamRefSchema.nullable(),
  artifact: artifactRefSchema,
  build: buildRefSchema,
  /** What it lists of what is asked for: 20 at most, and all of it in the export. */
  versions: z.array(z.object({ ecosystem: z.string(), name: z.string(), version: z.string() })),
});
export type BuiltInWindow = z.infer<typeof builtInWindowSchema>;

export const exposureSchema = z.object({
  window: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
  now: verdictSchema,
  /** Held at any moment of the window, or listed by a build of it. */
  during: verdictSchema,
  built: z.object({ services: z.number().int(), builds: z.number().int() }),
  /** The newest 50 of those builds; the export has all. */
  builds: z.array(builtInWindowSchema),
});

export const blastRadiusSchema = z.object({
  /** Of the sides that are asked for by `when`. */
  verdict: verdictSchema,
  /** The sides of an answer with a window; null without one. */
  exposure: exposureSchema.nullable(),
  /**
   * Services where a build with it runs at the moment that is asked about, in production and elsewhere, by what deployments say; null: no deployment has
   * been recorded. `reported` services have said where anything of theirs runs: of the others it is not known.
   */
  running: z.object({ production: z.number().int(), elsewhere: z.number().int(), reported: z.number().int() }).nullable(),
  data: z.array(affectedRowSchema),
  /** Affected services and rows by team, all of them, most first; a null team is services without one. */
  groups: z.array(z.object({ team: teamRefSchema.nullable(), services: z.number().int(), rows: z.number().int() })),
  /** Versions found in the fleet with the number of affected services, most first, 50 at most; of a list 500. */
  versions: z.array(z.object({ ecosystem: z.string(), name: z.string(), version: z.string(), services: z.number().int() })),
  /** The first 25 unknown services; verdict.unknown counts all, and the export lists all. */
  unknown: z.array(unknownServiceSchema),
  unknownByReason: unknownByReasonSchema,
  /**
   * Of a list or of malware, which runs where it is installed: services whose newest SBOMs list nothing for development, tests or the build, affected
   * or not. What their CI ran is not known. The first 25; null for other questions and for moments of the past.
   */
  withoutDevScope: z.object({ services: z.number().int(), data: z.array(z.object({ service: serviceRefSchema, team: teamRefSchema.nullable() })) }).nullable(),
  /** What the advisory ids of the question mean, in its order. */
  vulnerabilities: z.array(askedVulnerabilitySchema),
  /** Ids that no advisory in the mirror has or names: nothing is known of them. */
  unknownAdvisories: z.array(z.string()),
  question: z.object({
    text: z.string(),
    /** The question in words, e.g. `log4j-core < 2.17.1`. */
    label: z.string(),
    diagnostics: z.array(diagnosticSchema),
  }),
  /** The list that was asked by; null without one. */
  list: askedListSchema.nullable(),
  meta: z.object({
    limit: z.number().int(),
    nextCursor: z.string().nullable(),
    /** Package versions of the inventory that are held on the sides that are asked for. */
    versions: z.number().int(),
    /** Rows in all pages. */
    rows: z.number().int(),
    asOf: z.iso.datetime(),
    freshnessDays: z.number().int(),
    /** The share of services of which the answer is known, affected or clean: 0 to 1, and null where there are none. */
    coverage: z.number().nullable(),
    /** Services that the verdict leaves out, because all that is asked about in them was retired by then. */
    retiredServices: z.number().int(),
    newestSbomAt: z.iso.datetime().nullable(),
    /** How old the mirror of advisories is, when the question has an advisory id: null when it has none. */
    advisories: z
      .object({
        sources: z.number().int(),
        neverSynced: z.array(z.string()),
        /** Sources that are mirrored and were not synced for long, with when they were last. */
        stale: z.array(sourceAgeSchema),
        /** Sources that were mirrored once and are not any more. What they brought still counts. */
        ended: z.array(sourceAgeSchema),
        oldestSyncAt: z.iso.datetime().nullable(),
        newestSyncAt: z.iso.datetime().nullable(),
      })
      .nullable(),
    /** Packages of the inventory that the question names, that had a hash or are affected by what it names; 0: no SBOM has ever named it. */
    packagesMatched: z.number().int(),
  }),
});
export type BlastRadius = z.infer<typeof blastRadiusSchema>;

/** The export takes the question without pages: it gives exactly the rows that all pages would. */
export const exportAffectedSchema = findAffectedServicesSchema.omit({ limit: true, cursor: true }).extend({ format: z.enum(["csv", "json"]).default("csv") });
export type ExportAffected = z.infer<typeof exportAffectedSchema>;

/** Who holds a package now: the question with the package fixed, for its page. */
export const listPackageServicesSchema = z.object({
  ecosystem: z.string().min(1).max(50),
  name: z.string().min(1).max(500),
  sort: findAffectedServicesSchema.shape.sort,
  ...pageParameters,
});
export type ListPackageServices = z.infer<typeof listPackageServicesSchema>;

export const packageServicesSchema = z.object({ data: z.array(packageRowSchema), meta: pageMetaSchema });
export type PackageServices = z.infer<typeof packageServicesSchema>;
