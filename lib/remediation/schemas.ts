import { z } from "zod";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { severityCountsSchema } from "@/lib/advisories/severity-counts";
import { advisoryFreshnessSchema } from "@/lib/advisories/sources/schemas";
import { artifactRefSchema, listOf, packageRefSchema, serviceRefSchema, teamRefSchema } from "@/lib/inventory/read/schemas";

/** Malware apart from the severities of everything else, worst first: what figures are split by. */
export const figureSeverities = ["malware", ...severityWords] as const;
export type FigureSeverity = (typeof figureSeverities)[number];

export const remediationSteps = ["day", "week"] as const;

/** The most days of a period: a little over three years. */
export const periodDaysMax = 1_100;

const filters = {
  team: listOf(z.string().max(200)).optional().describe("Team slug; repeat for several. `none` is services without a team."),
  service: listOf(z.string().max(200)).optional(),
  kind: listOf(z.enum(advisoryKinds)).optional(),
  severity: listOf(z.enum(severityWords)).optional().describe("Malware has none: ask for `kind=malware`."),
};

export const remediationSchema = z.object({
  ...filters,
  from: z.iso.date().optional().describe("First day of the period, UTC. Without it 12 weeks before `to`, from a Monday on."),
  to: z.iso.date().optional().describe("Last day of the period, UTC; at most today. Without it `asOf`."),
  asOf: z.iso.date().optional().describe("The day at whose end things are counted as open: any of the past, or today. Without it `to`, or today."),
  step: z.enum(remediationSteps).default("week").describe("How far apart the points of `open.series` are."),
});
export type AskRemediation = z.infer<typeof remediationSchema>;

/** A page of the application that lists what a figure counts. */
const href = z.string().describe("Address of the list behind the figure, within this installation.");
const hrefOfNow = href.nullable().describe("Address of the list behind the figure; null of a past day, and where there is none: that list is of now only.");

export const openCountsSchema = z.object({ total: z.number().int(), bySeverity: severityCountsSchema });
export type OpenCounts = z.infer<typeof openCountsSchema>;

const decidedSchema = z.number().int().describe("Of `total`: a decision keeps them out of the queue (accepted, not affected, fixed).");

export const byKindSchema = z.record(z.enum(advisoryKinds), z.number().int());

/** How long what was fixed in the period had been open. Percentiles are by nearest rank, in whole minutes. */
export const timeToFixSchema = z.object({
  fixes: z.number().int(),
  medianMinutes: z.number().int().nullable().describe("Null: nothing was fixed."),
  p90Minutes: z.number().int().nullable(),
});
export type TimeToFix = z.infer<typeof timeToFixSchema>;

const timeToFixBySeveritySchema = timeToFixSchema.extend({ bySeverity: z.record(z.enum(figureSeverities), timeToFixSchema) });

/** Each finding with a due time counts once: `met` when it was fixed by then, `missed` when that time passed and it was open. */
export const slaKeptSchema = z.object({
  met: z.number().int(),
  missed: z.number().int(),
  share: z.number().nullable().describe("Of `met` in both, 0 to 1; null: neither."),
});
export type SlaKept = z.infer<typeof slaKeptSchema>;

export const coverageSchema = z.object({
  /** Without those that were retired. */
  services: z.number().int(),
  fresh: z.number().int(),
  stale: z.number().int(),
  incomplete: z.number().int(),
  noSbom: z.number().int().describe("Never had one, or had none yet on that day."),
  share: z.number().nullable().describe("Of `fresh` in all, 0 to 1; null: there is no service."),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** An open finding as figures point to it. */
export const figureFindingSchema = z.object({
  service: serviceRefSchema,
  team: teamRefSchema.nullable(),
  artifact: artifactRefSchema,
  package: packageRefSchema,
  packageVersionId: z.number().int(),
  version: z.string(),
  release: z.string().nullable(),
  vulnerability: z.object({
    /** For `/vulnerabilities/{id}`. */
    id: z.string(),
    kind: z.enum(advisoryKinds),
    severity: z.enum(severityWords),
    kev: z.boolean(),
    epss: z.number().nullable(),
    summary: z.string().nullable(),
  }),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** By today's policy and the time that acceptances paused it, in `riskiest` of now as the queue has it, by hand too; null: no time is set. */
  dueAt: z.iso.datetime().nullable(),
});
export type FigureFinding = z.infer<typeof figureFindingSchema>;

const standingOutFields = {
  /** Open at the end of the day that figures are of. */
  oldest: z.array(figureFindingSchema),
  riskiest: z.array(figureFindingSchema),
  riskiestBy: z
    .enum(["rank", "severity"])
    .describe(
      "`rank`: of now, as the queue is ordered, EPSS included. `severity`: of a past day, of which EPSS is not kept: malware, what is known exploited, severity, where it runs now, tier.",
    ),
};
const standingOutSchema = z.object(standingOutFields);
export type StandingOut = z.infer<typeof standingOutSchema>;

const closedCounts = {
  /** `upgraded` or `removed`. */
  fixed: z.number().int(),
  /** `withdrawn` or `corrected`: the advisory did not mean it. */
  dismissed: z.number().int(),
  /** With its artifact, which is not shipped any more. */
  retired: z.number().int(),
};

export const flowSchema = z.object({ opened: z.number().int(), ...closedCounts });
export type Flow = z.infer<typeof flowSchema>;

export const weekFlowSchema = flowSchema.extend({
  /** ISO 8601, `2026-W48`. */
  week: z.string(),
  /** First and last day of it that is in the period, UTC. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** Not all of its days are in the period, or it is not over. */
  partial: z.boolean(),
  sla: slaKeptSchema,
  openedHref: href,
  fixedHref: href,
});

const overdueFields = {
  /** Open at the end of `asOf` (now, if that is today), past its due time and not paused. */
  overdue: z.number().int(),
  /** The same, due within seven days from then. */
  dueSoon: z.number().int(),
};

export const teamFiguresSchema = z.object({
  /** Null: services without a team. */
  team: z.object({ slug: z.string(), name: z.string() }).nullable(),
  open: openCountsSchema.extend({ kev: z.number().int(), href }),
  /** `total` at each day of `open.series`. */
  openSeries: z.array(z.number().int()),
  flow: flowSchema,
  timeToFix: timeToFixBySeveritySchema,
  sla: slaKeptSchema.extend(overdueFields),
  coverage: coverageSchema.extend({ href: hrefOfNow }),
});
export type TeamFigures = z.infer<typeof teamFiguresSchema>;

/** How good figures are. */
const figuresMetaSchema = z.object({
  pending: z.number().int().describe("Artifacts that changed and are not counted anew yet: their figures are of before. 0 nearly always."),
  mirror: advisoryFreshnessSchema.describe("How new the advisories are: what the mirror does not have is not counted."),
});

export const remediationFiguresSchema = z.object({
  period: z.object({ from: z.iso.date(), to: z.iso.date(), asOf: z.iso.date(), step: z.enum(remediationSteps) }),
  open: openCountsSchema.extend({
    byKind: byKindSchema,
    kev: z.number().int(),
    decided: decidedSchema,
    href,
    bySeverityHref: z.record(z.enum(figureSeverities), href),
    kevHref: href,
    /** At the end of the day before the period. */
    before: openCountsSchema,
    /** Open at the end of each `day`; the last one is `to`. */
    series: z.array(openCountsSchema.extend({ day: z.iso.date(), byKind: byKindSchema, href })),
  }),
  flow: flowSchema.extend({ openedHref: href, fixedHref: href, weeks: z.array(weekFlowSchema) }),
  timeToFix: timeToFixBySeveritySchema.extend({ href }),
  sla: slaKeptSchema.extend({
    ...overdueFields,
    bySeverity: z.record(z.enum(figureSeverities), slaKeptSchema.extend(overdueFields)),
    overdueHref: hrefOfNow,
    dueSoonHref: hrefOfNow,
  }),
  coverage: coverageSchema.extend({ href: hrefOfNow, freshHref: hrefOfNow, staleHref: hrefOfNow, incompleteHref: hrefOfNow, noSbomHref: hrefOfNow }),
  /** Most open first; every team that owns a service under the filters, and what has none. */
  teams: z.array(teamFiguresSchema),
  ...standingOutFields,
  meta: figuresMetaSchema,
});
export type RemediationFigures = z.infer<typeof remediationFiguresSchema>;

export const remediationParts = ["series", "weeks", "teams"] as const;
export const exportRemediationSchema = remediationSchema.extend({
  part: z
    .enum(remediationParts)
    .default("series")
    .describe("`series`: open findings over time. `weeks`: what opened and was closed, and what was in time. `teams`: the figures of each team."),
});

export const isoWeekSchema = z
  .string()
  .regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, "A week is written as 2026-W48")
  .describe("ISO 8601: weeks begin on Monday, 00:00 UTC.");

export const weeklySummarySchema = z.object({
  slug: z.string().max(200).describe("Of a team; `none`: services without one."),
  week: isoWeekSchema,
});

export const weeklyFiguresSchema = z.object({
  /** Null: services without a team. */
  team: teamRefSchema.nullable(),
  week: z.object({
    id: isoWeekSchema,
    /** Monday and Sunday, UTC. */
    from: z.iso.date(),
    to: z.iso.date(),
    /** It is not over: figures are of now. */
    running: z.boolean(),
    previous: z.string(),
    /** Null: it has not begun. */
    next: z.string().nullable(),
  }),
  /** Open at its end, and before it began. */
  open: openCountsSchema.extend({ byKind: byKindSchema, kev: z.number().int(), decided: decidedSchema, href, before: openCountsSchema }),
  flow: flowSchema.extend({ openedHref: href, fixedHref: href }),
  timeToFix: timeToFixBySeveritySchema,
  sla: slaKeptSchema.extend(overdueFields),
  coverage: coverageSchema.extend({ href: hrefOfNow }),
  /** The worst that opened in it and the worst that was fixed in it, ten of each at most. */
  opened: z.array(figureFindingSchema),
  fixed: z.array(figureFindingSchema),
  ...standingOutFields,
  meta: figuresMetaSchema,
});
export type WeeklyFigures = z.infer<typeof weeklyFiguresSchema>;
