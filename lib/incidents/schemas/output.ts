import { z } from "zod";
import { blastRadiusSchema, builtInWindowSchema, unknownByReasonSchema, unknownReasons, verdictSchema } from "@/lib/blast-radius/schemas";
import { indicatorListSchema } from "@/lib/indicator-lists/schemas";
import { pageMetaSchema, serviceRefSchema, teamRefSchema } from "@/lib/inventory/read/schemas/common";
import { incidentSeverities, incidentStatuses, runCauses, serviceWorkStatuses } from "./words";

const time = z.iso.datetime();
const byWhom = z.object({ at: time, by: z.string() });
const versionName = z.object({ ecosystem: z.string(), name: z.string(), version: z.string() });

/** Services by verdict. `during` and `built` are null without a window. */
export const numbersSchema = z.object({
  now: verdictSchema,
  during: verdictSchema.nullable(),
  built: z.object({ services: z.number().int(), builds: z.number().int() }).nullable(),
  running: blastRadiusSchema.shape.running.describe("Services where a build with it runs, in production and elsewhere; null: no deployment has been recorded."),
});
export type Numbers = z.infer<typeof numbersSchema>;

/** What an answer rests on. "No match" means nothing without it. */
export const evidenceSchema = z.object({
  services: z.number().int(),
  withoutSbom: z.number().int(),
  retired: z.number().int(),
  withoutDevScope: z.number().int().describe("Services whose newest SBOMs list nothing for development, tests or the build: what their CI ran is not known."),
  builds: z.number().int().describe("The newest build of each artifact that is shipped."),
  windowBuilds: z.number().int().nullable().describe("All builds of the window; null without one."),
  newestSbomAt: time.nullable(),
  oldestSbomAt: time.nullable(),
  packagesMatched: z.number().int().describe("Packages of the inventory that the list names; what it names besides, no SBOM has ever named."),
  advisories: z
    .object({
      sources: z.number().int(),
      neverSynced: z.array(z.string()),
      stale: z.array(z.string()),
      oldestSyncAt: time.nullable(),
      newestSyncAt: time.nullable(),
    })
    .nullable()
    .describe("How old the mirror is, when the list names an advisory."),
  unknownAdvisories: z.array(z.string()),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const progressSchema = z.object({
  to_do: z.number().int(),
  in_progress: z.number().int(),
  contained: z.number().int(),
  clear: z.number().int(),
  not_affected: z.number().int(),
});
export type IncidentProgress = z.infer<typeof progressSchema>;

const said = {
  id: z.number().int(),
  title: z.string(),
  severity: z.enum(incidentSeverities).nullable(),
  status: z.enum(incidentStatuses),
  window: z.object({ from: time, to: time.nullable() }).nullable(),
  opened: byWhom,
  closed: byWhom.nullable(),
  revision: z.number().int(),
  indicators: z.number().int(),
  numbers: numbersSchema.nullable().describe("Null until it was asked for the first time."),
  progress: progressSchema,
  lastRunAt: time.nullable(),
  lastCheckedAt: time.nullable().describe("Until when the answer of the last run was found to hold."),
};
export const incidentRowSchema = z.object(said);
export type IncidentRow = z.infer<typeof incidentRowSchema>;
export const incidentListSchema = z.object({
  data: z.array(incidentRowSchema),
  meta: pageMetaSchema.omit({ rows: true }).extend({ open: z.number().int(), closed: z.number().int() }),
});
export type IncidentList = z.infer<typeof incidentListSchema>;

const workFields = {
  status: z.enum(serviceWorkStatuses).nullable().describe("Null: nothing is to be done, as it is not known to be affected."),
  reason: z.string().nullable(),
  assignee: z.string().nullable(),
  note: z.string().nullable(),
  version: z.number().int().describe("For the next change; 0: there was none."),
  changed: byWhom.nullable(),
};
export const serviceWorkSchema = z.object({ service: serviceRefSchema, ...workFields });
export type ServiceWork = z.infer<typeof serviceWorkSchema>;

export const incidentServiceSchema = z.object({
  service: serviceRefSchema,
  team: teamRefSchema.nullable(),
  now: z.boolean(),
  during: z.boolean(),
  built: z.boolean(),
  production: z.boolean().describe("A build with it runs in production."),
  running: z.boolean().describe("It runs there or elsewhere."),
  unknown: z.enum(unknownReasons).nullable().describe("Why nothing is known of it; null: it is affected, or not any more."),
  since: time.nullable().describe("Since when it held any of it."),
  holds: z.array(versionName).describe("What it holds or held of the list, 20 at most; an artifact that is asked for by its digest has no name here."),
  holdsCount: z.number().int(),
  ...workFields,
});
export type IncidentService = z.infer<typeof incidentServiceSchema>;

export const revisionSchema = byWhom.extend({
  revision: z.number().int(),
  note: z.string().nullable(),
  indicators: z.number().int(),
  added: z.number().int(),
  removed: z.number().int(),
  lists: z.array(indicatorListSchema),
});
export type Revision = z.infer<typeof revisionSchema>;
export const revisionDiffSchema = revisionSchema.extend({
  addedLines: z
    .array(z.string())
    .nullable()
    .describe(
      "What is looked for since, in the search grammar; the first 200. Null: these are not the lines that were asked for, by default those of the newest of the page.",
    ),
  removedLines: z.array(z.string()).nullable(),
});
export type RevisionDiff = z.infer<typeof revisionDiffSchema>;
export const revisionListSchema = z.object({ data: z.array(revisionDiffSchema), meta: pageMetaSchema.omit({ rows: true }) });
export type RevisionList = z.infer<typeof revisionListSchema>;

export const runSchema = z.object({
  run: z.number().int(),
  at: time,
  cause: z.enum(runCauses),
  revision: z.number().int(),
  window: said.window,
  numbers: numbersSchema,
  evidence: evidenceSchema,
  newlyAffected: z.array(z.string()).describe("Slugs of services; so are the next ones."),
  noLongerAffected: z.array(z.string()),
  nowAgain: z.array(z.string()).describe("Were affected in the window, and hold it now."),
  notNow: z.array(z.string()).describe("Held it at the run before, and do not now."),
});
export type IncidentRun = z.infer<typeof runSchema>;
export const runListSchema = z.object({ data: z.array(runSchema), meta: pageMetaSchema.omit({ rows: true }) });
export type RunList = z.infer<typeof runListSchema>;

/** What a check found: a run when the answer is another one, else the one that still holds. */
export const checkedSchema = z.object({ changed: z.boolean(), checkedAt: time, run: runSchema });
export type Checked = z.infer<typeof checkedSchema>;

export const revisedSchema = z.object({
  revision: revisionSchema,
  run: checkedSchema,
  newServices: z.number().int().describe("Services that are affected since."),
});
export type Revised = z.infer<typeof revisedSchema>;

export const activitySchema = z.object({ at: time, action: z.string(), actor: z.object({ kind: z.string(), name: z.string() }), detail: z.unknown() });
export type IncidentActivity = z.infer<typeof activitySchema>;

export const incidentSchema = z.object({
  ...said,
  notes: z.string(),
  version: z.number().int().describe("For the next change of title, severity, window, notes or status."),
  asOf: time.nullable().describe("The moment that was asked for; null: now."),
  moment: time.describe("Everything recorded until then is in it, and nothing later: given as `asof`, it goes on to show this answer."),
  permalink: z.string().describe("A path that goes on to show this very answer."),
  list: revisionSchema,
  evidence: evidenceSchema.nullable(),
  services: z.object({ data: z.array(incidentServiceSchema), meta: pageMetaSchema }),
  unknown: z.object({ services: z.number().int(), byReason: unknownByReasonSchema }),
  found: z
    .array(versionName.extend({ services: z.number().int() }))
    .describe("Versions of the list that the fleet holds or held, most services first; 500 at most."),
  builds: z.object({ total: z.number().int(), data: z.array(builtInWindowSchema) }).describe("Builds of the window that list any of it: the newest 200."),
  activity: z.array(activitySchema).describe("Newest first, the newest 200."),
});
export type Incident = z.infer<typeof incidentSchema>;
