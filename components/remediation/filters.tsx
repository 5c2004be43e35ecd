import Link from "next/link";
import { KindFacet, SeverityFacet, TeamFacet } from "@/components/findings/shared-facets";
import { AsOfMenu } from "@/components/remediation/as-of-menu";
import { PeriodMenu } from "@/components/remediation/period-menu";
import { ServiceMenu } from "@/components/remediation/service-menu";
import { isNarrowed, noFilters, type RemediationView, remediationHref } from "@/components/remediation/view";
import type { RemediationFigures } from "@/lib/remediation/schemas";

type FiltersProps = {
  base: string;
  view: RemediationView;
  /** Null: nothing could be read. */
  figures: Pick<RemediationFigures, "period" | "open"> | null;
  /** Null where the page is of one team. */
  teams: readonly { slug: string; name: string }[] | null;
  today: string;
  children?: React.ReactNode;
};

/** What the figures are of: whose, of what, over which time. All of it is in the address. */
export function RemediationFilters({ base, view, figures, teams, today, children }: FiltersProps) {
  const href = (changes: Partial<RemediationView>) => remediationHref(base, view, changes);
  const open = figures?.open;
  return (
    <div className="mt-3 mb-4 flex flex-wrap items-center gap-2" data-noprint>
      <PeriodMenu base={base} view={view} period={figures?.period ?? null} today={today} />
      <AsOfMenu base={base} view={view} asOf={figures?.period.asOf ?? null} today={today} />
      {teams ? <TeamFacet selected={view.team} href={(team) => href({ team })} teams={teams} /> : null}
      <ServiceMenu base={base} view={view} />
      <SeverityFacet selected={view.severity} href={(severity) => href({ severity })} counts={open?.bySeverity} />
      <KindFacet selected={view.kind} href={(kind) => href({ kind })} counts={open?.byKind} />
      {isNarrowed(view) ? (
        <Link href={href(noFilters)} scroll={false} className="link px-1 leading-8">
          Clear all
        </Link>
      ) : null}
      <span className="flex gap-2 sm:ml-auto">{children}</span>
    </div>
  );
}
