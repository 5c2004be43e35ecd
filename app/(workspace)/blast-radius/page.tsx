import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AskBox } from "@/components/ask/ask-box";
import { AskedVulnerabilities } from "@/components/blast-radius/asked-vulnerabilities";
import { ExplainPanel, VersionsPanel } from "@/components/blast-radius/explain-panel";
import { FacetBar } from "@/components/blast-radius/facet-bar";
import { NothingFound } from "@/components/blast-radius/nothing-found";
import { PageSizes } from "@/components/blast-radius/page-sizes";
import { QuestionProblem } from "@/components/blast-radius/question-problem";
import { UnknownSection } from "@/components/blast-radius/unknown-section";
import { VerdictBoard } from "@/components/blast-radius/verdict-board";
import { VerdictFigures } from "@/components/blast-radius/verdict-figures";
import { VerdictSentence } from "@/components/blast-radius/verdict-sentence";
import { type View, viewHref, viewOf } from "@/components/blast-radius/view";
import { filled, one, type SearchParams } from "@/components/search-params";
import { count } from "@/components/ui/number-format";
import { Pager } from "@/components/ui/pager";
import { RelativeTime } from "@/components/ui/time";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleText } from "@/components/ui/visible-text";
import { requirePageContext } from "@/lib/auth";
import { type BlastRadius, findAffectedServices } from "@/lib/blast-radius";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { artifactKinds } from "@/lib/inventory";
import { listTeamRefs } from "@/lib/inventory/teams";
import { parseQuestion } from "@/lib/query";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../read";

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: visible(one((await searchParams).q) ?? "Ask") };
}

/** The report of one question: the URL is the whole of it. */
export default async function BlastRadiusPage({ searchParams }: Props) {
  const parameters = await searchParams;
  const view = viewOf(parameters);
  if (view.q.trim() === "") redirect("/");
  const ctx = await requirePageContext();
  const [answer, teams] = await readFor(ctx, Promise.all([ask(ctx, view), listTeamRefs({ ctx, input: {} })]));
  if (answer instanceof WhereinError)
    return (
      <>
        <AskBox question={view.q} marks={parseQuestion(view.q).diagnostics} />
        <QuestionProblem detail={answer.message} errors={answer.errors} />
      </>
    );
  return (
    <>
      <AskBox question={view.q} marks={answer.question.diagnostics} />
      <Diagnostics answer={answer} />
      <h1 className="mt-6 max-w-[980px] font-medium text-2xl tracking-[-0.018em] proportional-nums">
        <VerdictSentence answer={answer} asOf={view.asof} />
      </h1>
      <AskedVulnerabilities answer={answer} />
      <Basis answer={answer} asOf={view.asof} />
      <VerdictFigures answer={answer} />
      <VerdictBoard
        key={viewHref(view, { cursor: view.cursor })}
        answer={answer}
        view={view}
        selected={one(parameters.sel) ?? null}
        facets={<FacetBar view={view} answer={answer} teams={teams} kinds={artifactKinds} />}
        side={
          <>
            <ExplainPanel answer={answer} />
            <VersionsPanel answer={answer} view={view} />
          </>
        }
        below={
          <>
            {answer.data.length === 0 ? (
              <NothingFound answer={answer} view={view} />
            ) : (
              <Pager
                shown={answer.data.length}
                total={answer.meta.rows}
                noun="row"
                nextHref={answer.meta.nextCursor ? viewHref(view, { cursor: answer.meta.nextCursor }) : null}
                firstHref={view.cursor ? viewHref(view) : null}
              >
                <PageSizes view={view} rows={answer.meta.rows} />
              </Pager>
            )}
            <UnknownSection answer={answer} view={view} />
          </>
        }
      />
    </>
  );
}

async function ask(ctx: Context, view: View): Promise<BlastRadius | WhereinError> {
  try {
    return await findAffectedServices({
      ctx,
      input: { ...view, team: filled(view.team), service: filled(view.service), kind: filled(view.kind), ref: filled(view.ref), scope: filled(view.scope) },
    });
  } catch (error) {
    if (error instanceof WhereinError && error.reason?.startsWith("question_")) return error;
    throw error;
  }
}

/** What the answer rests on. */
function Basis({ answer, asOf }: { answer: BlastRadius; asOf: string | undefined }) {
  const { affected, clean, unknown } = answer.verdict;
  return (
    <p className="mt-1.5 flex flex-wrap gap-x-4 text-muted">
      <span>checked {count(affected + clean + unknown)} services</span>
      {answer.meta.newestSbomAt ? (
        <span>
          newest SBOM <RelativeTime at={answer.meta.newestSbomAt} />
        </span>
      ) : null}
      {answer.meta.advisories ? (
        <span>
          {answer.meta.advisories.oldestSyncAt ? (
            <>
              advisories synced <RelativeTime at={answer.meta.advisories.oldestSyncAt} />
              {asOf ? ", judged by what they say today" : ""}
            </>
          ) : (
            "advisories never synced"
          )}
        </span>
      ) : null}
      <span>older than {answer.meta.freshnessDays} days is unknown</span>
      <span>{asOf ? `as of ${absoluteUtc(asOf)}` : "as of now"}</span>
    </p>
  );
}

function Diagnostics({ answer }: { answer: BlastRadius }) {
  const { text, diagnostics } = answer.question;
  if (diagnostics.length === 0) return null;
  return (
    <ul aria-label="How the question was read" className="mt-2 flex flex-col gap-1 text-unknown">
      {diagnostics.map(({ message, start, end }) => (
        <li key={`${start}:${message}`}>
          {end > start ? (
            <code className="rounded bg-unknown-soft px-1">
              <VisibleText text={text.slice(start, end)} />
            </code>
          ) : null}{" "}
          <VisibleText text={message} />
        </li>
      ))}
    </ul>
  );
}
