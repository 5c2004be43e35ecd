import { FigureFindings } from "@/components/remediation/figure-findings";
import { FiguresStrip } from "@/components/remediation/figures-strip";
import { FlowSection } from "@/components/remediation/flow-section";
import { NothingOpen } from "@/components/remediation/nothing-yet";
import { OpenSection } from "@/components/remediation/open-section";
import { SlaSection } from "@/components/remediation/sla-section";
import { TeamsSection } from "@/components/remediation/teams-section";
import { TimeToFixSection } from "@/components/remediation/time-to-fix-section";
import type { RemediationView } from "@/components/remediation/view";
import type { RemediationFigures } from "@/lib/remediation/schemas";

type FiguresPageProps = {
  figures: RemediationFigures;
  base: string;
  view: RemediationView;
  /** The moment that the figures are of. */
  at: string;
  /** They are of a past day: lists of what is late are of now, and not led to. */
  isPast: boolean;
  /** Pages of weeks of a team; absent where the page is of several. */
  weeksHref?: string;
  /** The upgrades that close most: of now, so that a past day has none. */
  plan: React.ReactNode;
  /** Beside other teams; a page of one team has none. */
  withTeams: boolean;
  /** Between the figures of time and the single findings. */
  children?: React.ReactNode;
};

/** All figures below the sentence, in the order in which they are asked for: how much, which way, what to do, who, how fast, and the worst. */
export function FiguresPage({ figures, base, view, at, isPast, weeksHref, plan, withTeams, children }: FiguresPageProps) {
  const { asOf } = figures.period;
  if (isQuiet(figures))
    return (
      <div className="flex flex-col gap-5">
        <FiguresStrip figures={figures} isPast={isPast} />
        <NothingOpen />
      </div>
    );
  return (
    <div className="flex flex-col gap-5">
      <FiguresStrip figures={figures} isPast={isPast} />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)] print:grid-cols-1">
        <OpenSection figures={figures} base={base} view={view} />
        <FlowSection figures={figures} {...(weeksHref ? { weeksHref } : {})} />
      </div>
      {isPast ? null : plan}
      {withTeams ? <TeamsSection figures={figures} base={base} view={view} /> : null}
      <div className="grid gap-5 lg:grid-cols-2">
        <TimeToFixSection timeToFix={figures.timeToFix} />
        <SlaSection sla={figures.sla} />
      </div>
      {children}
      <div className="grid gap-5 xl:grid-cols-2">
        <FigureFindings
          title="Riskiest open"
          note={riskNotes[figures.riskiestBy]}
          findings={figures.riskiest}
          nothing={isPast ? "Nothing was open." : "Nothing is open."}
          day={asOf}
          at={at}
        />
        <FigureFindings title="Open for longest" findings={figures.oldest} nothing={isPast ? "Nothing was open." : "Nothing is open."} day={asOf} at={at} />
      </div>
    </div>
  );
}

/** How the riskiest are ordered: what EPSS was on a past day is not kept. */
export const riskNotes = { rank: "by rank", severity: "without EPSS, which is known of today only" } as const;

/** Drawings of nothing say nothing. */
const isQuiet = ({ open, flow }: RemediationFigures) => open.total + open.before.total + flow.opened === 0 && open.series.every(({ total }) => total === 0);
