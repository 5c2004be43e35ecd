import Link from "next/link";
import { ProblemMark } from "@/components/findings/problem-mark";
import { nearDayText, spanText } from "@/components/remediation/words";
import { cn } from "@/components/ui/cn";
import { Panel } from "@/components/ui/panel";
import { Table, Td, Th } from "@/components/ui/table";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref, serviceHref, vulnerabilityHref, withQuery } from "@/components/urls";
import type { FigureFinding } from "@/lib/remediation/schemas";
import { visible } from "@/lib/text/visible.mjs";

type FigureFindingsProps = {
  title: string;
  note?: string;
  findings: readonly FigureFinding[];
  /** What is said where there is none. */
  nothing: string;
  /** The day at whose end they are told of, `2026-11-30`. */
  day: string;
  /** The moment at which that day ends, or now. */
  at: string;
};

/** A few findings, by what a person would look for: how bad, what, where, for how long, until when. */
export function FigureFindings({ title, note, findings, nothing, day, at }: FigureFindingsProps) {
  return (
    <Panel title={title} note={note} flush>
      {findings.length === 0 ? (
        <p className="px-4 pb-2 text-muted">{nothing}</p>
      ) : (
        <Table stack>
          <thead className="sr-only">
            <tr>
              <Th>Severity</Th>
              <Th>Vulnerability</Th>
              <Th>Package and service</Th>
              <Th>Open for, and due</Th>
            </tr>
          </thead>
          <tbody>
            {findings.map((finding) => (
              <Row
                key={`${finding.artifact.id} ${finding.packageVersionId} ${finding.vulnerability.id} ${finding.openedAt}`}
                finding={finding}
                day={day}
                at={at}
              />
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

const cellStyle = "border-t border-b-0 py-1.5 align-top";

function Row({ finding, day, at }: { finding: FigureFinding; day: string; at: string }) {
  const { vulnerability, service, team, version, openedAt } = finding;
  const closedAt = closedBy(finding, at);
  const minutes = Math.max(0, Math.floor((Date.parse(closedAt ?? at) - Date.parse(openedAt)) / 60_000));
  return (
    <tr className="hover:bg-hover">
      <Td className={cn(cellStyle, "w-px pl-4")}>
        <ProblemMark kind={vulnerability.kind} severity={vulnerability.severity} />
      </Td>
      <Td className={cn(cellStyle, "w-px")}>
        <Link
          data-row
          href={vulnerabilityHref(vulnerability.id)}
          prefetch={false}
          className="link block max-w-44 truncate font-mono text-[12.5px] max-sm:max-w-32"
          title={vulnerability.summary === null ? undefined : visible(vulnerability.summary)}
        >
          <VisibleText text={vulnerability.id} />
        </Link>
        {vulnerability.kev ? <span className="text-xs">known exploited</span> : null}
      </Td>
      <Td className={cn(cellStyle, "max-w-0")}>
        <span className="block truncate font-mono text-[12.5px]" title={visible(`${finding.package.name} ${version}`)}>
          <Link href={packageHref(finding.package)} prefetch={false} className="link">
            <VisibleText text={finding.package.name} />
          </Link>{" "}
          <VisibleText text={version} />
        </span>
        <span className="block truncate text-muted text-xs" title={visible(`${service.name}, ${team?.name ?? "without a team"}`)}>
          <Link href={withQuery(`${serviceHref(service.slug)}/findings`, { q: vulnerability.id })} prefetch={false} className="link">
            <VisibleText text={service.name} />
          </Link>
          , <VisibleText text={team?.name ?? "without a team"} />
        </span>
      </Td>
      <Td className={cn(cellStyle, "w-px pr-4 text-right")}>
        <span className="block" title={absoluteUtc(openedAt)}>
          {spanText(minutes)}
        </span>
        <span className="block text-muted text-xs">
          <Due finding={finding} day={day} at={at} />
        </span>
      </Td>
    </tr>
  );
}

/** When it was closed, if it was by then: of a past day, what was closed later was open. */
function closedBy({ closedAt }: FigureFinding, at: string): string | null {
  return closedAt !== null && closedAt <= at ? closedAt : null;
}

function Due({ finding, day, at }: { finding: FigureFinding; day: string; at: string }) {
  const { dueAt } = finding;
  const closedAt = closedBy(finding, at);
  if (dueAt === null) return "no SLA";
  const late = dueAt < (closedAt ?? at);
  return (
    <span title={absoluteUtc(dueAt)} className={late ? "text-affected" : undefined}>
      {closedAt ? (late ? "late" : "in time") : `${late ? "was due" : "due"} ${nearDayText(dueAt.slice(0, 10), day)}`}
    </span>
  );
}
