import type { Metadata } from "next";
import { MirrorNote } from "@/components/ask/mirror-note";
import { FiguresPage } from "@/components/remediation/figures-page";
import { RemediationFilters } from "@/components/remediation/filters";
import { LateSection } from "@/components/remediation/late-section";
import { isAnythingKnown, NothingYet } from "@/components/remediation/nothing-yet";
import { FiguresTools } from "@/components/remediation/tools";
import { FlowSentence, VerdictSentence } from "@/components/remediation/verdict";
import { askOf, dayOf, isNarrowed, noFilters, remediationHref, remediationViewOf } from "@/components/remediation/view";
import type { SearchParams } from "@/components/search-params";
import { requirePageContext } from "@/lib/auth";
import { listTeamRefs } from "@/lib/inventory/teams";
import { PrintedFrom } from "../printed-from";
import { readFor } from "../read";
import { Plan } from "./plan";
import { readFigures } from "./read-figures";
import { readLate } from "./read-late";

export const metadata: Metadata = { title: "Remediation" };

const base = "/remediation";

export default async function RemediationPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = remediationViewOf(await searchParams);
  const ctx = await requirePageContext();
  const now = Date.now();
  const today = dayOf(now);
  const [{ figures, problem, at }, late, teams] = await readFor(
    ctx,
    Promise.all([readFigures(ctx, askOf(view), now), readLate(ctx, view, today), listTeamRefs({ ctx, input: {} })]),
  );
  const hasServices = figures !== null && isAnythingKnown(figures);
  return (
    <>
      <h1 className="font-medium text-2xl tracking-[-0.018em]">{hasServices ? <VerdictSentence figures={figures} today={today} /> : "Remediation"}</h1>
      {hasServices ? <FlowSentence figures={figures} /> : null}
      {figures === null ? null : <MirrorNote mirror={figures.meta.mirror} />}
      <RemediationFilters base={base} view={view} figures={figures} teams={teams} today={today}>
        <FiguresTools asked={askOf(view)} />
      </RemediationFilters>
      {problem ? (
        <p role="alert" className="text-unknown">
          {problem}
        </p>
      ) : null}
      {figures === null ? null : hasServices ? (
        <FiguresPage
          figures={figures}
          base={base}
          view={view}
          at={at}
          isPast={figures.period.asOf < today}
          plan={<Plan ctx={ctx} view={view} base={base} />}
          withTeams
        >
          {late ? <LateSection {...late} base={base} view={view} /> : null}
        </FiguresPage>
      ) : (
        <NothingYet
          clearHref={isNarrowed(view) ? remediationHref(base, view, noFilters) : null}
          todayHref={figures.period.asOf < today ? remediationHref(base, view, { asOf: undefined, from: undefined, to: undefined }) : null}
        />
      )}
      <PrintedFrom />
    </>
  );
}
