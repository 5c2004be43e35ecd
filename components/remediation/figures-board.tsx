import { MirrorNote } from "@/components/ask/mirror-note";
import { FiguresPage } from "@/components/remediation/figures-page";
import { RemediationFilters } from "@/components/remediation/filters";
import { LateSection, type LateSectionProps } from "@/components/remediation/late-section";
import { isAnythingKnown, NothingYet } from "@/components/remediation/nothing-yet";
import { FiguresTools } from "@/components/remediation/tools";
import { type askOf, isNarrowed, noFilters, type RemediationView, remediationHref } from "@/components/remediation/view";
import type { RemediationFigures } from "@/lib/remediation/schemas";

type FiguresBoardProps = {
  base: string;
  view: RemediationView;
  /** What was asked of the figures, for exports. */
  asked: ReturnType<typeof askOf>;
  /** Null: they could not be read, and `problem` says why. */
  figures: RemediationFigures | null;
  problem: string | null;
  /** The moment that the figures are of. */
  at: string;
  today: string;
  /** What there is to choose from; null where the page is of one team. */
  teams: readonly { slug: string; name: string }[] | null;
  /** Pages of weeks of a team. */
  weeksHref?: string;
  plan: React.ReactNode;
  late: Pick<LateSectionProps, "breaches" | "by" | "of"> | null;
};

/** Filters and figures of the fleet or of a team; what stands above says whose they are. */
export function FiguresBoard({ base, view, asked, figures, problem, at, today, teams, weeksHref, plan, late }: FiguresBoardProps) {
  const isPast = figures !== null && figures.period.asOf < today;
  return (
    <>
      {figures === null ? null : <MirrorNote mirror={figures.meta.mirror} />}
      <RemediationFilters base={base} view={view} figures={figures} teams={teams} today={today}>
        <FiguresTools asked={asked} />
      </RemediationFilters>
      {problem ? (
        <p role="alert" className="text-unknown">
          {problem}
        </p>
      ) : null}
      {figures === null ? null : isAnythingKnown(figures) ? (
        <FiguresPage
          figures={figures}
          base={base}
          view={view}
          at={at}
          isPast={isPast}
          {...(weeksHref ? { weeksHref } : {})}
          plan={plan}
          withTeams={teams !== null}
        >
          {late ? <LateSection {...late} base={base} view={view} /> : null}
        </FiguresPage>
      ) : (
        <NothingYet
          clearHref={isNarrowed(view) ? remediationHref(base, view, noFilters) : null}
          todayHref={isPast ? remediationHref(base, view, { asOf: undefined, from: undefined, to: undefined }) : null}
        />
      )}
    </>
  );
}
