import Link from "next/link";
import { shownSeverities } from "@/components/remediation/layers";
import { OpenHeads, OpenRow } from "@/components/remediation/teams-open";
import { TimeHeads, TimeRow } from "@/components/remediation/teams-time";
import { type RemediationView, remediationHref, teamColumns } from "@/components/remediation/view";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame } from "@/components/ui/table";
import { teamHref } from "@/components/urls";
import type { RemediationFigures, TeamFigures } from "@/lib/remediation/schemas";

const teamsShown = 12;
const words = { open: "Open and in time", time: "Time to fix" } as const;

type TeamsSectionProps = { figures: RemediationFigures; base: string; view: RemediationView };

/** Each team beside the others: what is open, how it went, what is late; or how long its fixes take. */
export function TeamsSection({ figures, base, view }: TeamsSectionProps) {
  const { teams } = figures;
  const rows = view.all === "teams" ? teams : teams.slice(0, teamsShown);
  const shown = shownSeverities((severity) =>
    teams.some((team) => team.open.bySeverity[severity] > 0 || (team.timeToFix.bySeverity[severity]?.fixes ?? 0) > 0),
  );
  const isOpen = view.teams === "open";
  return (
    <section aria-labelledby="teams">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="teams" className="font-semibold text-base">
          By team
        </h2>
        <nav aria-label="What is told of teams" className="flex gap-4" data-noprint>
          {teamColumns.map((columns) => (
            <Link
              key={columns}
              href={remediationHref(base, view, { teams: columns })}
              scroll={false}
              aria-current={columns === view.teams ? "true" : undefined}
              className={cn("min-h-6 leading-6", columns === view.teams ? "font-medium" : "link")}
            >
              {words[columns]}
            </Link>
          ))}
        </nav>
      </div>
      <TableFrame label="Teams">
        <Table stack>
          <thead>{isOpen ? <OpenHeads severities={shown} /> : <TimeHeads severities={shown} />}</thead>
          <tbody>
            {rows.map((row) =>
              isOpen ? (
                <OpenRow key={row.team?.slug ?? ""} row={row} severities={shown} most={mostOf(teams)} href={hrefOfTeam(row, view)} />
              ) : (
                <TimeRow key={row.team?.slug ?? ""} row={row} severities={shown} href={hrefOfTeam(row, view)} />
              ),
            )}
          </tbody>
        </Table>
      </TableFrame>
      {teams.length > teamsShown ? (
        <p className="mt-2" data-noprint>
          <Link href={remediationHref(base, view, { all: view.all === "teams" ? undefined : "teams" })} scroll={false} className="link">
            {view.all === "teams" ? `Only the ${teamsShown} teams with most open` : `All ${count(teams.length)} teams`}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

/** The page of a team, of the same period. */
function hrefOfTeam({ team }: TeamFigures, view: RemediationView): string {
  return remediationHref(teamHref(team?.slug ?? null), { ...view, team: [], all: undefined, teams: "open" });
}

/** The most of each severity that a team has: what cells are shaded beside. */
function mostOf(teams: readonly TeamFigures[]): TeamFigures["open"]["bySeverity"] {
  const most = { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 };
  for (const { open } of teams) for (const severity of shownSeverities(() => true)) most[severity] = Math.max(most[severity], open.bySeverity[severity]);
  return most;
}
