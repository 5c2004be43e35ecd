import { count } from "@/components/ui/number-format";
import { severityWords } from "@/lib/advisories/model";
import type { PlanUpgrade } from "@/lib/remediation/plan/schemas";

/** How many findings an upgrade closes, and the worst of them in words. */
export function ClosedCounts({ closes: { findings, bySeverity, kev } }: { closes: PlanUpgrade["closes"] }) {
  const words = (["malware", ...severityWords] as const).filter((word) => bySeverity[word] > 0).map((word) => `${count(bySeverity[word])} ${word}`);
  const worst = [...(kev > 0 ? [`${count(kev)} exploited`] : []), ...words.slice(0, 2)];
  return (
    <>
      <b className="font-semibold">{count(findings)}</b>
      {worst.length > 0 ? <span className="block text-muted text-xs">{worst.join(", ")}</span> : null}
    </>
  );
}
