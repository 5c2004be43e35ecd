import type { Metadata } from "next";
import { FiguresBoard } from "@/components/remediation/figures-board";
import { isAnythingKnown } from "@/components/remediation/nothing-yet";
import { FlowSentence, VerdictSentence } from "@/components/remediation/verdict";
import { askOf, dayOf, remediationViewOf } from "@/components/remediation/view";
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
  const asked = askOf(view);
  const [{ figures, problem, at }, late, teams] = await readFor(
    ctx,
    Promise.all([readFigures(ctx, asked, now), readLate(ctx, view, today), listTeamRefs({ ctx, input: {} })]),
  );
  const hasServices = figures !== null && isAnythingKnown(figures);
  return (
    <>
      <h1 className="font-medium text-2xl tracking-[-0.018em]">{hasServices ? <VerdictSentence figures={figures} today={today} /> : "Remediation"}</h1>
      {hasServices ? <FlowSentence figures={figures} /> : null}
      <FiguresBoard
        base={base}
        view={view}
        asked={asked}
        figures={figures}
        problem={problem}
        at={at}
        today={today}
        teams={teams}
        plan={<Plan ctx={ctx} view={view} base={base} />}
        late={late}
      />
      <PrintedFrom />
    </>
  );
}
