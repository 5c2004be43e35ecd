import Link from "next/link";
import { totalOf } from "@/components/findings/open-counts";
import { ProblemMark } from "@/components/findings/problem-mark";
import { count } from "@/components/ui/number-format";
import { serviceHref } from "@/components/urls";
import type { ServiceFindings } from "@/lib/findings/schemas";

/** Open findings of a service in a cell: malware, then the gravest severities, then how many others. */
export function ServiceFindingsCell({ slug, findings }: { slug: string; findings: ServiceFindings }) {
  const { open } = findings;
  const rest = totalOf(open) - open.malware - open.critical - open.high;
  const grave = (["critical", "high"] as const).filter((word) => open[word] > 0);
  if (totalOf(open) === 0) return <span className="text-muted">none open</span>;
  return (
    <Link href={`${serviceHref(slug)}/findings`} prefetch={false} className="inline-flex items-center gap-3 hover:underline">
      {open.malware > 0 ? (
        <span>
          {count(open.malware)} <ProblemMark kind="malware" severity="unscored" />
        </span>
      ) : null}
      {grave.map((word) => (
        <span key={word}>
          {count(open[word])} <ProblemMark kind="vulnerability" severity={word} />
        </span>
      ))}
      {rest > 0 ? (
        <span className="text-muted">
          {count(rest)} {open.malware + open.critical + open.high > 0 ? "other" : "lesser"}
        </span>
      ) : null}
    </Link>
  );
}
