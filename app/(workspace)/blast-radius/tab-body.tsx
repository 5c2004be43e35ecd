import { ExplainPanel, VersionsPanel } from "@/components/blast-radius/explain-panel";
import { FacetBar } from "@/components/blast-radius/facet-bar";
import { NothingFound } from "@/components/blast-radius/nothing-found";
import { RunsPanel, RunsTab } from "@/components/blast-radius/runs";
import { TeamsTab } from "@/components/blast-radius/teams-tab";
import { TimelineTab } from "@/components/blast-radius/timeline-tab";
import { UnknownSection } from "@/components/blast-radius/unknown-section";
import { UpgradesTab } from "@/components/blast-radius/upgrades";
import { VerdictBoard } from "@/components/blast-radius/verdict-board";
import { type View, viewHref } from "@/components/blast-radius/view";
import { ListKeys } from "@/components/ui/list-keys";
import { Notice } from "@/components/ui/notice";
import { type BlastRadius, planUpgrades, teamGrid, versionTimeline } from "@/lib/blast-radius";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { artifactKinds } from "@/lib/inventory";
import type { TeamRef } from "@/lib/inventory/read";
import { readFor } from "../read";
import { questionOf } from "./ask";

type TabBodyProps = {
  ctx: Context;
  view: View;
  answer: BlastRadius;
  teams: readonly TeamRef[];
  selected: string | null;
  /** What is asked for, inside of a sentence. */
  subject: string;
};

/** The answer as what the view looks at it as. Only that is read. */
export async function TabBody(props: TabBodyProps) {
  const { view } = props;
  if (view.tab === "services") return <ServicesBody {...props} />;
  return (
    <div className="mt-4">
      <ListKeys />
      <PictureBody {...props} />
    </div>
  );
}

function ServicesBody({ view, answer, teams, selected }: TabBodyProps) {
  return (
    <VerdictBoard
      key={viewHref(view, { cursor: view.cursor })}
      answer={answer}
      view={view}
      selected={selected}
      facets={<FacetBar view={view} answer={answer} teams={teams} kinds={artifactKinds} />}
      side={
        <>
          {answer.exposure ? <RunsPanel exposure={answer.exposure} view={view} /> : null}
          <ExplainPanel answer={answer} view={view} />
          <VersionsPanel answer={answer} view={view} />
        </>
      }
      below={
        <>
          {answer.data.length === 0 ? <NothingFound answer={answer} view={view} /> : null}
          <UnknownSection answer={answer} view={view} />
        </>
      }
    />
  );
}

async function PictureBody({ ctx, view, answer, subject }: TabBodyProps) {
  const input = questionOf(view);
  switch (view.tab) {
    case "teams":
      return <TeamsTab grid={await readFor(ctx, teamGrid({ ctx, input }))} view={view} />;
    case "timeline":
      return <TimelineTab timeline={await readFor(ctx, versionTimeline({ ctx, input }))} view={view} window={answer.exposure?.window ?? null} />;
    case "runs":
      return answer.exposure ? (
        <RunsTab exposure={answer.exposure} view={view} asOf={answer.meta.asOf} />
      ) : (
        <Notice tone="info" title="Set a window to see the CI runs in it" />
      );
    default: {
      const plan = await readFor(ctx, planOrProblem(ctx, view));
      return plan instanceof WhereinError ? <Notice tone="warning" title={plan.message} /> : <UpgradesTab plan={plan} subject={subject} />;
    }
  }
}

async function planOrProblem(ctx: Context, view: View) {
  try {
    return await planUpgrades({ ctx, input: questionOf(view) });
  } catch (error) {
    if (error instanceof WhereinError && error.code === "too_large") return error;
    throw error;
  }
}
