import Link from "next/link";
import { Sparkline } from "@/components/remediation/charts/sparkline";
import { Change } from "@/components/remediation/figures-strip";
import { groundOf } from "@/components/remediation/heat";
import { ofSeverity } from "@/components/remediation/layers";
import { ListLink } from "@/components/remediation/list-link";
import { shareText } from "@/components/remediation/words";
import { cn } from "@/components/ui/cn";
import { count, plural } from "@/components/ui/number-format";
import { Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import type { FigureSeverity, TeamFigures } from "@/lib/remediation/schemas";
import { visible } from "@/lib/text/visible.mjs";

export function OpenHeads({ severities }: { severities: readonly FigureSeverity[] }) {
  return (
    <tr>
      <Th>Team</Th>
      {severities.map((severity) => (
        <Th key={severity} className="px-1 text-center first-letter:uppercase">
          {severity}
        </Th>
      ))}
      <Th className="text-right">Open</Th>
      <Th className="text-right">Change</Th>
      <Th className="max-md:hidden print:hidden">Trend</Th>
      {["Opened", "Fixed", "Overdue", "SLA kept", "Fresh SBOMs"].map((head) => (
        <Th key={head} className="text-right">
          {head}
        </Th>
      ))}
    </tr>
  );
}

type OpenRowProps = { row: TeamFigures; severities: readonly FigureSeverity[]; most: TeamFigures["open"]["bySeverity"]; href: string };

/** One team: what is open of each severity, darker the more; how it went; what it fixed, what is late, and how much of it is known. */
export function OpenRow({ row, severities, most, href }: OpenRowProps) {
  const { open, openSeries, flow, sla, coverage } = row;
  return (
    <tr className="hover:bg-hover">
      <TeamCell row={row} href={href} />
      {severities.map((severity) => (
        <Td key={severity} label={severity} className="px-1 text-center">
          <HeatCell row={row} severity={severity} most={most[severity]} />
        </Td>
      ))}
      <Td label="Open" className="text-right">
        <Link href={open.href} prefetch={false} className="link font-semibold" aria-label={`Open, ${nameOf(row)}: ${count(open.total)}`}>
          {count(open.total)}
        </Link>
      </Td>
      <Td label="Change" className="text-right">
        <Change now={openSeries.at(-1) ?? open.total} before={openSeries[0] ?? open.total} />
      </Td>
      <Td className="max-md:hidden print:hidden">
        <Sparkline values={openSeries} />
      </Td>
      <Td label="Opened" className="text-right">
        {count(flow.opened)}
      </Td>
      <Td label="Fixed" className="text-right">
        {count(flow.fixed)}
      </Td>
      <Td label="Overdue" className={cn("text-right", sla.overdue > 0 ? "text-affected" : "text-muted")}>
        {count(sla.overdue)}
      </Td>
      <Td label="SLA kept" className="text-right" title={`${count(sla.met)} of ${plural(sla.met + sla.missed, "finding")} that came due`}>
        {sla.share === null ? <span className="text-muted">none due</span> : shareText(sla.share)}
      </Td>
      <Td label="Fresh SBOMs" className="text-right">
        <ListLink
          href={coverage.href}
          className={cn("hover:underline", coverage.fresh < coverage.services ? "text-unknown" : "link")}
          label={`Services with a fresh SBOM, ${nameOf(row)}: ${coverage.fresh} of ${coverage.services}`}
        >
          {count(coverage.fresh)} of {count(coverage.services)}
        </ListLink>
      </Td>
    </tr>
  );
}

export function TeamCell({ row, href }: { row: TeamFigures; href: string }) {
  return (
    <Td className="truncate font-medium max-lg:max-w-60 max-md:basis-full lg:w-[22%] lg:max-w-0">
      <Link data-row href={href} prefetch={false} className={cn("link", row.team === null && "font-normal")} title={visible(nameOf(row))}>
        <VisibleText text={nameOf(row)} />
      </Link>
    </Td>
  );
}

const nameOf = ({ team }: TeamFigures) => team?.name ?? "Without a team";

function HeatCell({ row, severity, most }: { row: TeamFigures; severity: FigureSeverity; most: number }) {
  const value = row.open.bySeverity[severity];
  if (value === 0) return <span className="text-muted">0</span>;
  return (
    <Link
      href={ofSeverity(row.open.href, severity)}
      prefetch={false}
      className={cn(
        "inline-block min-w-14 rounded print:min-w-10 print:leading-4 px-1.5 leading-6 hover:ring-1 hover:ring-control max-md:min-w-0",
        groundOf(severity, value, most),
      )}
      aria-label={visible(`Open, ${nameOf(row)}, ${severity}: ${count(value)}`)}
    >
      {count(value)}
    </Link>
  );
}
