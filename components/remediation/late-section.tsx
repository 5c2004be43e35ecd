import Link from "next/link";
import { lateOwners, type RemediationView, remediationHref } from "@/components/remediation/view";
import { BreachesSection } from "@/components/sla/breaches-section";
import { cn } from "@/components/ui/cn";
import { plural } from "@/components/ui/number-format";
import type { BreachList } from "@/lib/sla/schemas";

const words = { team: "by team", service: "by service", assignee: "by assignee" } as const;
const rowsMax = 12;

export type LateSectionProps = {
  breaches: BreachList;
  by: (typeof lateOwners)[number];
  base: string;
  view: RemediationView;
  /** The one team or service that the figures are of. */
  of: Readonly<Record<string, string>>;
};

/** Whose findings are late or soon will be: whom to talk to. */
export function LateSection({ breaches, by, base, view, of }: LateSectionProps) {
  const more = breaches.data.length - rowsMax;
  return (
    <section aria-labelledby="late">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="late" className="font-semibold text-base">
          Overdue or soon due
        </h2>
        <nav aria-label="Overdue, counted together" className="flex gap-4" data-noprint>
          {lateOwners
            .filter((owner) => owner !== "team" || of.team === undefined)
            .map((owner) => (
              <Link
                key={owner}
                href={remediationHref(base, view, { late: owner })}
                scroll={false}
                aria-current={owner === by ? "true" : undefined}
                className={cn("min-h-6 leading-6", owner === by ? "font-medium" : "link")}
              >
                {words[owner]}
              </Link>
            ))}
        </nav>
      </div>
      <BreachesSection breaches={{ ...breaches, data: breaches.data.slice(0, rowsMax) }} by={by} base={of} />
      {more > 0 ? <p className="mt-2 text-muted">And {plural(more, by)} with fewer.</p> : null}
    </section>
  );
}
