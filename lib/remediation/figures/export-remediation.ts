import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import { advisoryKinds } from "@/lib/advisories/model";
import type { Verb } from "@/lib/context";
import { exportRemediationSchema, figureSeverities, type OpenCounts, type RemediationFigures, type remediationParts } from "../schemas";
import { showRemediation } from "./show-remediation";

type Part = (typeof remediationParts)[number];
type Table = { columns: readonly string[]; rows: readonly (readonly (string | number | null)[])[] };

/** One table of the dashboard as CSV, RFC 4180 with a header. Times to fix are in hours, shares from 0 to 1. Throws as `showRemediation`. */
export async function exportRemediation({
  ctx,
  input,
}: Verb<z.input<typeof exportRemediationSchema>>): Promise<{ contentType: string; filename: string; body: string }> {
  const { part, ...asked } = exportRemediationSchema.parse(input);
  const figures = await showRemediation({ ctx, input: asked });
  const { columns, rows } = tables[part](figures);
  return {
    contentType: "text/csv; charset=utf-8",
    filename: `remediation-${part}-${figures.period.from}-${figures.period.to}.csv`,
    body: stringify([[...columns], ...rows.map((row) => [...row])], { escape_formulas: true, record_delimiter: "windows" }),
  };
}

const tables: Record<Part, (figures: RemediationFigures) => Table> = { series: seriesTable, weeks: weeksTable, teams: teamsTable };

const severitiesOf = ({ bySeverity }: OpenCounts) => figureSeverities.map((word) => bySeverity[word]);
const hours = (minutes: number | null) => (minutes === null ? null : Math.round(minutes / 6) / 10);
const share = (value: number | null) => (value === null ? null : Math.round(value * 10_000) / 10_000);

function seriesTable({ open }: RemediationFigures): Table {
  return {
    columns: ["day", "open", ...figureSeverities, ...advisoryKinds.map((kind) => `kind_${kind}`)],
    rows: open.series.map((point) => [point.day, point.total, ...severitiesOf(point), ...advisoryKinds.map((kind) => point.byKind[kind])]),
  };
}

function weeksTable({ flow }: RemediationFigures): Table {
  return {
    columns: ["week", "from", "to", "partial", "opened", "fixed", "dismissed", "retired", "sla_met", "sla_missed", "sla_share"],
    rows: flow.weeks.map((week) => [
      week.week,
      week.from,
      week.to,
      String(week.partial),
      week.opened,
      week.fixed,
      week.dismissed,
      week.retired,
      week.sla.met,
      week.sla.missed,
      share(week.sla.share),
    ]),
  };
}

function teamsTable({ teams }: RemediationFigures): Table {
  const timed = [...figureSeverities.flatMap((word) => [`fixes_${word}`, `median_hours_${word}`, `p90_hours_${word}`])];
  return {
    columns: [
      "team",
      "name",
      "open",
      ...figureSeverities,
      "kev",
      "opened",
      "fixed",
      "dismissed",
      "retired",
      "fixes",
      "median_hours",
      "p90_hours",
      ...timed,
      "sla_met",
      "sla_missed",
      "sla_share",
      "overdue",
      "due_soon",
      "services",
      "fresh",
      "stale",
      "incomplete",
      "no_sbom",
    ],
    rows: teams.map(({ team, open, flow, timeToFix, sla, coverage }) => [
      team?.slug ?? "",
      team?.name ?? "",
      open.total,
      ...severitiesOf(open),
      open.kev,
      flow.opened,
      flow.fixed,
      flow.dismissed,
      flow.retired,
      timeToFix.fixes,
      hours(timeToFix.medianMinutes),
      hours(timeToFix.p90Minutes),
      ...figureSeverities.flatMap((word) => {
        const { fixes, medianMinutes, p90Minutes } = timeToFix.bySeverity[word];
        return [fixes, hours(medianMinutes), hours(p90Minutes)];
      }),
      sla.met,
      sla.missed,
      share(sla.share),
      sla.overdue,
      sla.dueSoon,
      coverage.services,
      coverage.fresh,
      coverage.stale,
      coverage.incomplete,
      coverage.noSbom,
    ]),
  };
}
