import { noTeam } from "@/lib/blast-radius/queries/filters";
import { classes } from "../history";
import type { TeamFigures } from "../schemas";
import type { Counted, FigureFilters } from "./count-figures";
import { toCoverage } from "./coverage";
import { Lists } from "./href";
import { kevCount, openCounts, runningSums, timesToFix, total } from "./present-tally";
import { presentDue, presentFlowOf } from "./present-whole";

/** Each team that owns a service that is asked about, most open first, then by slug; services without one come last of equals. */
export function presentTeams({ tallies, teams, owning, coverage }: Counted, filters: FigureFilters, today: number): TeamFigures[] {
  const rows = [...owning].flatMap((place): TeamFigures[] => {
    const [tally, covered, team] = [tallies[place], coverage[place], teams[place] ?? null];
    if (!tally || !covered) return [];
    const { points, period } = tally.frame;
    const lists = new Lists({ ...filters, team: [team?.slug ?? noTeam] }, today);
    return [
      {
        team: team && { slug: team.slug, name: team.name },
        open: { ...openCounts(tally.open), kev: kevCount(tally.open), href: lists.open(period.asOf) },
        openSeries: runningSums(tally.series, classes, points).map(total),
        flow: presentFlowOf(tally),
        timeToFix: timesToFix(tally.fixes),
        sla: presentDue(tally),
        coverage: { ...toCoverage(covered), href: lists.services(period.asOf) },
      },
    ];
  });
  const slugOf = ({ team }: TeamFigures) => team?.slug ?? "~";
  return rows.sort((a, b) => b.open.total - a.open.total || Number(slugOf(a) > slugOf(b)) - Number(slugOf(a) < slugOf(b)));
}
