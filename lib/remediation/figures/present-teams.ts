import { noTeam } from "@/lib/blast-radius/queries/filters";
import type { TeamFigures } from "../schemas";
import type { Counted, FigureFilters } from "./count-figures";
import { toCoverage } from "./coverage";
import { Lists } from "./href";
import { kevCount, openCounts, runningSums } from "./present-tally";
import type { Figures } from "./present-whole";

/** Each team that owns a service that is asked about, most open first, then by slug; services without one come last of equals. */
export function presentTeams({ tally, teams, owning, coverage }: Counted, figures: Figures, filters: FigureFilters, today: number): TeamFigures[] {
  const series = runningSums(tally.teamSeries, tally.teams, tally.points);
  const rows = [...owning].map((place): TeamFigures => {
    const team = teams[place] ?? null;
    const lists = new Lists({ ...filters, team: [team?.slug ?? noTeam] }, today);
    const open = figures.open([place]);
    const covered = coverage[place];
    return {
      team: team && { slug: team.slug, name: team.name },
      open: { ...openCounts(open), kev: kevCount(open), href: lists.open(tally.period.asOf) },
      openSeries: series.map((row) => row[place] ?? 0),
      flow: figures.flow([place]),
      timeToFix: figures.timeToFix(place),
      sla: figures.due([place]).whole,
      coverage: { ...toCoverage(covered ?? { services: 0, fresh: 0, stale: 0, incomplete: 0, noSbom: 0 }), href: lists.services(tally.period.asOf) },
    };
  });
  const slugOf = ({ team }: TeamFigures) => team?.slug ?? "~";
  return rows.sort((a, b) => b.open.total - a.open.total || Number(slugOf(a) > slugOf(b)) - Number(slugOf(a) < slugOf(b)));
}
