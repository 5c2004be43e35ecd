import { filled, many, one, oneOf, type SearchParams } from "@/components/search-params";
import { withQuery } from "@/components/urls";
import { type AdvisoryKind, advisoryKinds, type SeverityWord, severityWords } from "@/lib/advisories/model";

/** What the table of teams tells of each. */
export const teamColumns = ["open", "time"] as const;

/** What the drawing of open findings is split by. */
export const openSplits = ["severity", "kind"] as const;

/** Whose late findings are counted together. */
export const lateOwners = ["team", "service", "assignee"] as const;

/** A page of figures as its URL says it. Days are `2026-08-24`; what is not there is left to the verb's own defaults. */
export type RemediationView = {
  team: readonly string[];
  service: readonly string[];
  kind: readonly AdvisoryKind[];
  severity: readonly SeverityWord[];
  from: string | undefined;
  to: string | undefined;
  asOf: string | undefined;
  by: (typeof openSplits)[number];
  teams: (typeof teamColumns)[number];
  /** Absent: by team, or on a page of one team by service. */
  late: (typeof lateOwners)[number] | undefined;
  /** How far upgrades may go; absent: to any version. */
  reach: "line" | undefined;
  /** What is listed in full, not only its first rows. */
  all: "teams" | "upgrades" | undefined;
};

export function remediationViewOf(parameters: SearchParams): RemediationView {
  return {
    team: many(parameters.team),
    service: many(parameters.service),
    kind: advisoryKinds.filter((kind) => many(parameters.kind).includes(kind)),
    severity: severityWords.filter((word) => many(parameters.severity).includes(word)),
    from: one(parameters.from),
    to: one(parameters.to),
    asOf: one(parameters.asOf),
    by: oneOf(parameters.by, openSplits) ?? "severity",
    teams: oneOf(parameters.teams, teamColumns) ?? "open",
    late: oneOf(parameters.late, lateOwners),
    reach: oneOf(parameters.reach, ["line"]),
    all: oneOf(parameters.all, ["teams", "upgrades"]),
  };
}

/** The same page with some of it changed. `base` is `/remediation`, or the page of a team. */
export function remediationHref(base: string, view: RemediationView, changes: Partial<RemediationView> = {}): string {
  const { by, teams, ...rest } = { ...view, ...changes };
  return withQuery(base, { ...rest, by: by === "severity" ? null : by, teams: teams === "open" ? null : teams });
}

/** What narrows the figures; the period and the day are none of it. */
export const noFilters = { team: [], service: [], kind: [], severity: [] } as const satisfies Partial<RemediationView>;

export function isNarrowed(view: RemediationView): boolean {
  return [view.team, view.service, view.kind, view.severity].some((list) => list.length > 0);
}

/** What the API and the verbs take for a view. A page of one team asks for it whatever its address says. */
export function askOf(view: RemediationView, team?: string) {
  const { service, kind, severity, from, to, asOf } = view;
  return {
    team: team === undefined ? filled(view.team) : [team],
    service: filled(service),
    kind: filled(kind),
    severity: filled(severity),
    from,
    to,
    asOf,
  };
}

const dayMs = 86_400_000;
/** Longer than this, a point each week is enough to see. */
const dailyDaysMax = 200;

/** How far apart points of a period are drawn. The default period, and what cannot be read, is drawn by day. */
export function stepOf({ from, to, asOf }: Pick<RemediationView, "from" | "to" | "asOf">, today: string): "day" | "week" {
  const length = from === undefined ? 0 : (Date.parse(to ?? asOf ?? today) - Date.parse(from)) / dayMs;
  return length > dailyDaysMax ? "week" : "day";
}

/** `2026-08-24`, in UTC. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The day so many days before another one. */
export function daysBefore(day: string, days: number): string {
  return dayOf(Date.parse(day) - days * dayMs);
}
