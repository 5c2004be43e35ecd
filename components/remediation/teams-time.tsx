import { TeamCell } from "@/components/remediation/teams-open";
import { spanText } from "@/components/remediation/words";
import { count } from "@/components/ui/number-format";
import { Td, Th } from "@/components/ui/table";
import type { FigureSeverity, TeamFigures, TimeToFix } from "@/lib/remediation/schemas";

export function TimeHeads({ severities }: { severities: readonly FigureSeverity[] }) {
  return (
    <tr>
      <Th>Team</Th>
      {severities.map((severity) => (
        <Th key={severity} className="text-right first-letter:uppercase">
          {severity}
        </Th>
      ))}
      <Th className="text-right">All</Th>
      <Th className="text-right">Fixed</Th>
    </tr>
  );
}

type TimeRowProps = { row: TeamFigures; severities: readonly FigureSeverity[]; href: string };

/** How long a team's fixes took, by severity: the median, and where nine of ten were. */
export function TimeRow({ row, severities, href }: TimeRowProps) {
  const { timeToFix } = row;
  return (
    <tr className="hover:bg-hover">
      <TeamCell row={row} href={href} />
      {severities.map((severity) => (
        <Td key={severity} label={severity} className="text-right">
          <Spans time={timeToFix.bySeverity[severity]} />
        </Td>
      ))}
      <Td label="All" className="text-right">
        <Spans time={timeToFix} />
      </Td>
      <Td label="Fixed" className="text-right">
        {count(timeToFix.fixes)}
      </Td>
    </tr>
  );
}

function Spans({ time }: { time: TimeToFix | undefined }) {
  if (time === undefined || time.fixes === 0) return <span className="text-muted">none</span>;
  return (
    <span title={`${count(time.fixes)} fixed: half within ${spanText(time.medianMinutes)}, 90 % within ${spanText(time.p90Minutes)}`}>
      <b className="font-semibold">{spanText(time.medianMinutes)}</b> <span className="text-muted">/ {spanText(time.p90Minutes)}</span>
    </span>
  );
}
