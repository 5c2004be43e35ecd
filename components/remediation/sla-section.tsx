import { ofSeverity, shownSeverities } from "@/components/remediation/layers";
import { ListLink } from "@/components/remediation/list-link";
import { SeverityMark } from "@/components/remediation/severity-mark";
import { shareText } from "@/components/remediation/words";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { Table, Td, Th } from "@/components/ui/table";
import type { FigureSeverity, RemediationFigures } from "@/lib/remediation/schemas";

type Sla = RemediationFigures["sla"];

/** What came due in the period and was fixed in time, and what is late or will be, by severity. */
export function SlaSection({ sla }: { sla: Sla }) {
  const shown = shownSeverities((severity) => {
    const row = sla.bySeverity[severity];
    return row !== undefined && row.met + row.missed + row.overdue + row.dueSoon > 0;
  });
  return (
    <Panel title="SLA kept" note={sla.share === null ? "none came due" : `${shareText(sla.share)} of ${count(sla.met + sla.missed)}`} flush>
      <Table>
        <thead>
          <tr>
            <Th className="border-t pl-4">Severity</Th>
            <Th className="w-[30%] border-t max-sm:hidden">
              <span className="sr-only">Share in time</span>
            </Th>
            <Th className="border-t text-right">In time</Th>
            <Th className="border-t text-right">Overdue</Th>
            <Th className="border-t pr-4 text-right">Due in 7 d</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((severity) => (
            <Row key={severity} severity={severity} sla={sla} />
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function Row({ severity, sla }: { severity: FigureSeverity; sla: Sla }) {
  const row = sla.bySeverity[severity] ?? { met: 0, missed: 0, share: null, overdue: 0, dueSoon: 0 };
  return (
    <tr className="hover:bg-hover">
      <Td className="pl-4">
        <SeverityMark severity={severity} />
      </Td>
      <Td className="max-sm:hidden">
        <ShareBar share={row.share} />
      </Td>
      <Td className="text-right" title={`${count(row.met)} in time, ${count(row.missed)} not`}>
        {row.share === null ? <span className="text-muted">none due</span> : shareText(row.share)}
      </Td>
      <Td className="text-right">
        <Counted value={row.overdue} href={narrowed(sla.overdueHref, severity)} label={`Overdue, ${severity}`} className="text-affected" />
      </Td>
      <Td className="pr-4 text-right">
        <Counted value={row.dueSoon} href={narrowed(sla.dueSoonHref, severity)} label={`Due in 7 days, ${severity}`} />
      </Td>
    </tr>
  );
}

type CountedProps = { value: number; href: string | null; label: string; className?: string };

/** A count that leads to its list; nothing leads nowhere. */
function Counted({ value, href, label, className = "link" }: CountedProps) {
  if (value === 0) return <span className="text-muted">0</span>;
  return (
    <ListLink href={href} className={cn("hover:underline", className)} label={`${label}: ${count(value)}`}>
      {count(value)}
    </ListLink>
  );
}

const narrowed = (href: string | null, severity: FigureSeverity) => (href === null ? null : ofSeverity(href, severity));

/** A share as a bar; its figure stands beside it. */
function ShareBar({ share, className }: { share: number | null; className?: string }) {
  return (
    <svg aria-hidden="true" className={cn("block h-1.5 w-full", className)}>
      <rect width="100%" height="100%" rx="3" className="fill-sunken" />
      {share === null ? null : <rect width={`${share * 100}%`} height="100%" rx="3" className="fill-clean" />}
    </svg>
  );
}
