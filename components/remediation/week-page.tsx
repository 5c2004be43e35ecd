import Link from "next/link";
import { FigureFindings } from "@/components/remediation/figure-findings";
import { riskNotes } from "@/components/remediation/figures-page";
import { Change, Figure } from "@/components/remediation/figures-strip";
import { shownSeverities } from "@/components/remediation/layers";
import { PastNote } from "@/components/remediation/list-link";
import { SeverityMark } from "@/components/remediation/severity-mark";
import { TimeToFixSection } from "@/components/remediation/time-to-fix-section";
import { shareText, spanText } from "@/components/remediation/words";
import { count } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { Table, Td, Th } from "@/components/ui/table";
import type { WeeklyFigures } from "@/lib/remediation/schemas";

/** A team's week: the numbers, then what it should look at and what it may be proud of. `at` is when the week ended, or now. */
export function WeekPage({ figures, at }: { figures: WeeklyFigures; at: string }) {
  const { week, opened, fixed, riskiest, oldest } = figures;
  const shared = { day: week.to, at };
  return (
    <div className="flex flex-col gap-5">
      <div>
        <WeekStrip figures={figures} />
        {week.running ? null : <PastNote />}
      </div>
      <div className="grid gap-5 lg:grid-cols-2">
        <OpenPanel open={figures.open} />
        <TimeToFixSection timeToFix={figures.timeToFix} />
      </div>
      <div className="grid gap-5 xl:grid-cols-2">
        <FigureFindings title="Opened, worst first" findings={opened} nothing="Nothing opened." {...shared} />
        <FigureFindings title="Fixed, worst first" findings={fixed} nothing="Nothing was fixed." {...shared} />
        <FigureFindings title="Riskiest open" note={riskNotes[figures.riskiestBy]} findings={riskiest} nothing="Nothing was open." {...shared} />
        <FigureFindings title="Open for longest" findings={oldest} nothing="Nothing was open." {...shared} />
      </div>
    </div>
  );
}

function WeekStrip({ figures: { open, flow, timeToFix, sla, coverage } }: { figures: WeeklyFigures }) {
  const otherwise = flow.dismissed + flow.retired;
  return (
    <dl aria-label="Figures" className="panel grid grid-cols-2 overflow-hidden sm:grid-cols-3 lg:grid-cols-6 print:grid-cols-6">
      <Figure label="Open" value={count(open.total)} href={open.href}>
        <Change now={open.total} before={open.before.total} />
      </Figure>
      <Figure label="Opened" value={count(flow.opened)} href={flow.openedHref} />
      <Figure label="Fixed" value={count(flow.fixed)} href={flow.fixedHref}>
        {otherwise > 0 ? `${count(otherwise)} closed without a fix` : null}
      </Figure>
      <Figure label="Time to fix, median" value={spanText(timeToFix.medianMinutes)} href={null}>
        {timeToFix.p90Minutes === null ? null : `90 % within ${spanText(timeToFix.p90Minutes)}`}
      </Figure>
      <Figure label="SLA kept" value={shareText(sla.share)} href={null} tone={sla.overdue > 0 ? "text-affected" : ""}>
        {sla.share === null ? "none came due" : `${count(sla.met)} of ${count(sla.met + sla.missed)}`}
        {sla.overdue > 0 ? <span className="text-affected">{count(sla.overdue)} overdue</span> : null}
      </Figure>
      <Figure label="Fresh SBOMs" value={shareText(coverage.share)} href={coverage.href}>
        {count(coverage.fresh)} of {count(coverage.services)}
      </Figure>
    </dl>
  );
}

/** What was open at the end of the week, beside what was before it. */
function OpenPanel({ open }: { open: WeeklyFigures["open"] }) {
  const shown = shownSeverities((severity) => open.bySeverity[severity] + open.before.bySeverity[severity] > 0);
  return (
    <Panel title="Open by severity" flush>
      <Table>
        <thead>
          <tr>
            <Th className="border-t pl-4">Severity</Th>
            <Th className="border-t text-right">Before</Th>
            <Th className="border-t text-right">At its end</Th>
            <Th className="border-t pr-4 text-right">Change</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((severity) => (
            <tr key={severity} className="hover:bg-hover">
              <Td className="pl-4">
                <SeverityMark severity={severity} />
              </Td>
              <Td className="text-right text-muted">{count(open.before.bySeverity[severity])}</Td>
              <Td className="text-right">
                <b className="font-semibold">{count(open.bySeverity[severity])}</b>
              </Td>
              <Td className="pr-4 text-right">
                <Change now={open.bySeverity[severity]} before={open.before.bySeverity[severity]} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

type WeekLinksProps = { base: string; week: WeeklyFigures["week"] };

/** One week back and one on. */
export function WeekLinks({ base, week: { previous, next } }: WeekLinksProps) {
  return (
    <nav aria-label="Weeks" className="flex gap-4" data-noprint>
      <Link href={`${base}/weeks/${previous}`} rel="prev" className="link">
        Week before
      </Link>
      {next ? (
        <Link href={`${base}/weeks/${next}`} rel="next" className="link">
          Week after
        </Link>
      ) : null}
    </nav>
  );
}
