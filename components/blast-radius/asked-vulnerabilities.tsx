import Link from "next/link";
import { ProblemMark } from "@/components/findings/problem-mark";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { vulnerabilityHref } from "@/components/urls";
import type { AskedVulnerability, BlastRadius } from "@/lib/blast-radius/schemas";

/** What the advisory ids of the question mean: one line each, with the way to all that is known of it. The sentence names those that are unknown. */
export function AskedVulnerabilities({ answer }: { answer: BlastRadius }) {
  const { vulnerabilities } = answer;
  if (vulnerabilities.length === 0) return null;
  return (
    <ul aria-label="Vulnerabilities asked for" className="mt-2 flex flex-col gap-1">
      {vulnerabilities.map((each) => (
        <AskedLine key={each.id} vulnerability={each} />
      ))}
    </ul>
  );
}

function AskedLine({ vulnerability }: { vulnerability: AskedVulnerability }) {
  const { id, asked, kind, severity, score, summary, epss, kevAddedOn, withdrawnAt } = vulnerability;
  const otherNames = asked.filter((name) => name !== id);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <Link href={vulnerabilityHref(id)} prefetch={false} className="link-inline font-mono text-[12.5px]">
        {id}
      </Link>
      {otherNames.length > 0 ? <span className="text-muted">asked for as {otherNames.join(", ")}</span> : null}
      <ProblemMark kind={kind} severity={severity} score={score} />
      {kevAddedOn ? <span className="font-medium text-affected">known exploited</span> : null}
      {epss === null ? null : <span className="text-muted">EPSS {(epss * 100).toFixed(1)} %</span>}
      {withdrawnAt ? (
        <span className="text-unknown">
          withdrawn <RelativeTime at={withdrawnAt} />
        </span>
      ) : null}
      {summary ? (
        <span className="min-w-0 wrap-anywhere text-muted">
          <VisibleText text={summary} />
        </span>
      ) : null}
    </li>
  );
}
