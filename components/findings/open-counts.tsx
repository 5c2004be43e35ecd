import Link from "next/link";
import { ProblemMark } from "@/components/findings/problem-mark";
import { count } from "@/components/ui/number-format";
import { withQuery } from "@/components/urls";
import { severityWords } from "@/lib/advisories/model";
import type { FindingCounts, ServiceFindings } from "@/lib/findings/schemas";

export function totalOf(counts: FindingCounts): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

/** How many findings are open, by severity with malware first, each with the way to them; then what could not be judged. */
export function OpenCounts({ base, findings }: { base: string; findings: ServiceFindings }) {
  const { open, undetermined } = findings;
  const shown = severityWords.filter((word) => open[word] > 0);
  return (
    <ul aria-label="Open findings" className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {open.malware > 0 ? (
        <li>
          <Link href={withQuery(base, { kind: "malware" })} className="link inline-flex min-h-6 items-center gap-1.5">
            <b className="font-semibold">{count(open.malware)}</b> <ProblemMark kind="malware" severity="unscored" />
          </Link>
        </li>
      ) : null}
      {shown.map((word) => (
        <li key={word}>
          <Link href={withQuery(base, { severity: word })} className="link inline-flex min-h-6 items-center gap-1.5">
            <b className="font-semibold">{count(open[word])}</b> <ProblemMark kind="vulnerability" severity={word} />
          </Link>
        </li>
      ))}
      {totalOf(open) === 0 ? <li className="text-muted">none open</li> : null}
      {undetermined !== null && undetermined > 0 ? (
        <li>
          <Link href={`${base}#undetermined`} className="link inline-flex min-h-6 items-center text-unknown">
            {count(undetermined)} could not be judged
          </Link>
        </li>
      ) : null}
    </ul>
  );
}
