import { count } from "@/components/ui/number-format";
import { severityWords } from "@/lib/advisories/model";
import { closedWords } from "@/lib/remediation/plan/plan-words";
import type { PlanUpgrade } from "@/lib/remediation/plan/schemas";

type ClosedCountsProps = {
  closes: PlanUpgrade["closes"];
  /** How many more are closed here because the steps above were done as well. */
  together: number;
};

/** How many findings an upgrade closes by itself, and the worst of them in words; and how many with the steps above it. */
export function ClosedCounts({ closes: { findings, bySeverity, kev }, together }: ClosedCountsProps) {
  const words = (["malware", ...severityWords] as const).filter((word) => bySeverity[word] > 0).map((word) => `${count(bySeverity[word])} ${word}`);
  const worst = [...(kev > 0 ? [`${count(kev)} exploited`] : []), ...words.slice(0, 2)];
  const { first, more } = closedWords(findings, together, count);
  return (
    <>
      <b className="font-semibold">{first}</b>
      {worst.length > 0 ? <span className="block text-muted text-xs">{worst.join(", ")}</span> : null}
      {more === null ? null : <span className="block text-muted text-xs">{more}</span>}
    </>
  );
}
