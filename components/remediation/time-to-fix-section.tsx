import Link from "next/link";
import { type SpanAxis, spanAxis, spanX } from "@/components/remediation/charts/log-scale";
import { ofSeverity, shownSeverities } from "@/components/remediation/layers";
import { SeverityMark } from "@/components/remediation/severity-mark";
import { spanText } from "@/components/remediation/words";
import { count } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { Table, Td, Th } from "@/components/ui/table";
import type { FigureSeverity, RemediationFigures, TimeToFix } from "@/lib/remediation/schemas";

/** How long what was fixed in the period had been open, by severity: half of it within the dot, nine of ten within the bar's end. */
export function TimeToFixSection({ timeToFix }: { timeToFix: Omit<RemediationFigures["timeToFix"], "href"> & { href?: string } }) {
  const { bySeverity, href } = timeToFix;
  const shown = shownSeverities((severity) => (bySeverity[severity]?.fixes ?? 0) > 0);
  const axis = spanAxis(Math.max(0, ...shown.map((severity) => bySeverity[severity]?.p90Minutes ?? 0)));
  return (
    <Panel title="Time to fix" note="from opened to upgraded or removed" flush>
      <Table>
        <thead>
          <tr>
            <Th className="border-t pl-4">Severity</Th>
            <Th className="w-1/2 border-t font-normal max-sm:hidden">
              <span className="sr-only">From the median to 90 %</span>
              <Ticks axis={axis} />
            </Th>
            <Th className="border-t text-right">Median</Th>
            <Th className="border-t text-right">90 % within</Th>
            <Th className="border-t pr-4 text-right">Fixed</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((severity) => (
            <Row key={severity} severity={severity} time={bySeverity[severity] ?? nothing} axis={axis} href={href ? ofSeverity(href, severity) : null} />
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

const nothing: TimeToFix = { fixes: 0, medianMinutes: null, p90Minutes: null };

type RowProps = { severity: FigureSeverity; time: TimeToFix; axis: SpanAxis; href: string | null };

function Row({ severity, time: { fixes, medianMinutes, p90Minutes }, axis, href }: RowProps) {
  const isNone = fixes === 0;
  return (
    <tr className="hover:bg-hover">
      <Td className="pl-4">
        <SeverityMark severity={severity} />
      </Td>
      <Td className="max-sm:hidden">
        <Span median={medianMinutes} p90={p90Minutes} axis={axis} />
      </Td>
      <Td className="text-right">{isNone ? <span className="text-muted">none</span> : <b className="font-semibold">{spanText(medianMinutes)}</b>}</Td>
      <Td className="text-right">{isNone ? null : spanText(p90Minutes)}</Td>
      <Td className="pr-4 text-right">
        {isNone || href === null ? (
          <span className={isNone ? "text-muted" : ""}>{count(fixes)}</span>
        ) : (
          <Link href={href} prefetch={false} className="link" aria-label={`Fixed, ${severity}: ${count(fixes)}`}>
            {count(fixes)}
          </Link>
        )}
      </Td>
    </tr>
  );
}

function Ticks({ axis }: { axis: SpanAxis }) {
  return (
    <svg aria-hidden="true" className="block h-4 w-full overflow-visible text-[11px]">
      {axis.ticks.map(({ x, label }) => (
        <text key={label} x={`${x}%`} y="12" textAnchor={x === 0 ? "start" : x > 97 ? "end" : "middle"} className="fill-muted">
          {label}
        </text>
      ))}
    </svg>
  );
}

/** From the median, a dot, to where nine of ten are, a stroke. */
function Span({ median, p90, axis }: { median: number | null; p90: number | null; axis: SpanAxis }) {
  return (
    <svg aria-hidden="true" className="block h-5 w-full overflow-visible">
      {axis.ticks.map(({ x, label }) => (
        <rect key={label} x={`${x}%`} width="1" height="100%" className="fill-line" />
      ))}
      {median === null || p90 === null ? null : (
        <>
          <line x1={`${spanX(median, axis.max)}%`} x2={`${spanX(p90, axis.max)}%`} y1="10" y2="10" strokeWidth="3" className="stroke-line-strong" />
          <line x1={`${spanX(p90, axis.max)}%`} x2={`${spanX(p90, axis.max)}%`} y1="4" y2="16" strokeWidth="2" className="stroke-fg" />
          <circle cx={`${spanX(median, axis.max)}%`} cy="10" r="4.5" className="fill-fg" />
        </>
      )}
    </svg>
  );
}
