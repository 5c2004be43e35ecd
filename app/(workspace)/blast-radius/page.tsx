import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Ask } from "@/components/ask/ask";
import { AnswerTools } from "@/components/blast-radius/answer-tools";
import { AskedVulnerabilities } from "@/components/blast-radius/asked-vulnerabilities";
import { Basis, Diagnostics } from "@/components/blast-radius/basis";
import { DevScopeNote } from "@/components/blast-radius/dev-scope-note";
import { ListStrip, rejectedShownMax } from "@/components/blast-radius/list-strip";
import { QuestionProblem } from "@/components/blast-radius/question-problem";
import { SideToggle } from "@/components/blast-radius/side-toggle";
import { subjectOf } from "@/components/blast-radius/subject";
import { VerdictFigures } from "@/components/blast-radius/verdict-figures";
import { VerdictSentence } from "@/components/blast-radius/verdict-sentence";
import { viewHref, viewOf } from "@/components/blast-radius/view";
import { ViewTabs } from "@/components/blast-radius/view-tabs";
import { WindowMenu } from "@/components/blast-radius/window-menu";
import { one, type SearchParams } from "@/components/search-params";
import { requirePageContext } from "@/lib/auth";
import { getIndicatorList } from "@/lib/indicator-lists";
import { listTeamRefs } from "@/lib/inventory/teams";
import { parseQuestion } from "@/lib/query";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../read";
import { keepQuestion, readListAs } from "./actions";
import { affectedOfAny, ask, isUnreadable } from "./ask";
import { TabBody } from "./tab-body";

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { q, list } = await searchParams;
  return { title: visible(one(q) ?? (list ? "By a list" : "Ask")) };
}

/** The report of one question: the URL is the whole of it. */
export default async function BlastRadiusPage({ searchParams }: Props) {
  const parameters = await searchParams;
  const view = viewOf(parameters);
  if (view.q.trim() === "" && view.list === undefined) redirect("/");
  const ctx = await requirePageContext();
  const [answer, teams, detail] = await readFor(
    ctx,
    Promise.all([
      ask(ctx, view),
      listTeamRefs({ ctx, input: {} }),
      view.list === undefined ? null : getIndicatorList({ ctx, input: { id: view.list, outcome: "rejected", limit: rejectedShownMax } }),
    ]),
  );
  const list = detail ? { id: detail.id, indicators: detail.indicators } : undefined;
  if (isUnreadable(answer))
    return (
      <>
        <Ask key={viewHref(view)} question={view.q} marks={parseQuestion(view.q).diagnostics} list={list} during={view.during} />
        {detail ? <ListStrip detail={detail} readAs={readListAs} /> : null}
        <QuestionProblem detail={answer.message} errors={answer.errors} />
      </>
    );
  const { exposure, running } = answer;
  const hasSides = exposure !== null || running !== null;
  const any = hasSides ? await readFor(ctx, affectedOfAny(ctx, view, answer)) : 0;
  return (
    <>
      <Ask key={viewHref(view)} question={view.q} marks={answer.question.diagnostics} list={list} during={view.during} />
      <Diagnostics answer={answer} />
      <h1 className="mt-6 max-w-[980px] font-medium text-2xl tracking-[-0.018em] proportional-nums">
        <VerdictSentence answer={answer} asOf={view.asof} when={view.when} />
      </h1>
      <AskedVulnerabilities answer={answer} />
      <Basis answer={answer} asOf={view.asof} />
      <VerdictFigures
        answer={answer}
        retired={answer.meta.retiredServices}
        unknownHref={view.tab === "services" ? "#unknown" : `${viewHref(view, { tab: "services" })}#unknown`}
      />
      <DevScopeNote scope={answer.withoutDevScope} />
      {detail ? <ListStrip detail={detail} readAs={readListAs} /> : null}
      <div className="mt-5 flex flex-wrap items-center gap-2">
        <WindowMenu view={view} window={exposure?.window ?? null} vulnerabilities={answer.vulnerabilities} />
        {hasSides ? <SideToggle view={view} exposure={exposure} running={running} any={any} /> : null}
        <AnswerTools answer={{ ...answer, data: [] }} view={view} keepQuestion={keepQuestion} />
      </div>
      <ViewTabs view={view} answer={answer} />
      <TabBody ctx={ctx} view={view} answer={answer} teams={teams} selected={one(parameters.sel) ?? null} subject={subjectOf(answer)} />
    </>
  );
}
