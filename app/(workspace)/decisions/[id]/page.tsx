import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DecisionFacts } from "@/components/decisions/decision-facts";
import { DecisionHead } from "@/components/decisions/decision-head";
import { DecisionHistory } from "@/components/decisions/decision-history";
import { Overridden } from "@/components/decisions/overridden";
import { SubjectsTable } from "@/components/decisions/subjects-table";
import { VotePanel } from "@/components/decisions/vote-panel";
import { WithdrawButton } from "@/components/decisions/withdraw-button";
import { one, type SearchParams } from "@/components/search-params";
import { ListKeys } from "@/components/ui/list-keys";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import { absoluteUtc } from "@/components/ui/time-format";
import { decisionHref, withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { getDecision, getDecisionSchema } from "@/lib/decisions";
import { readFor } from "../../read";
import { voteFromPage, withdrawFromPage } from "../actions";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: "Decision" };

/** A decision: what it is about, why, who agreed, and what it counts for. */
export default async function DecisionPage({ params, searchParams }: Props) {
  const cursor = one((await searchParams).cursor);
  const asked = getDecisionSchema.safeParse({ id: (await params).id, cursor });
  if (!asked.success) notFound();
  const ctx = await requirePageContext();
  const decision = await readFor(ctx, getDecision({ ctx, input: asked.data }));
  const { id, about, phase, mayVote, mayEnd, reach, approveBy } = decision;
  const next = about.meta.nextCursor;
  return (
    <>
      <DecisionHead decision={decision}>
        {mayEnd ? <WithdrawButton findings={decision.findings} withdraw={withdrawFromPage.bind(null, id)} /> : null}
      </DecisionHead>
      {phase === "waiting" && !mayVote ? (
        <Notice tone="warning" title="It does not count yet" className="mb-4">
          It takes critical, known exploited or malicious findings out of the queue: somebody else than who asked for it must approve it until{" "}
          {absoluteUtc(approveBy)}.{decision.requester.disabled ? " Who asked for it is disabled, so that it can only be rejected." : null}
        </Notice>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_360px]">
        <div className="min-w-0 max-xl:order-last">
          <h2 className="mb-2 font-semibold">What it is about</h2>
          <SubjectsTable subjects={about.data} />
          <Pager
            shown={about.data.length}
            total={about.meta.rows}
            noun="subject"
            nextHref={next === null ? null : withQuery(decisionHref(id), { cursor: next })}
            firstHref={cursor ? decisionHref(id) : null}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {mayVote ? <VotePanel grave={reach.grave} requester={decision.requester} cast={voteFromPage.bind(null, id)} /> : null}
          <DecisionFacts decision={decision} />
          <Overridden overriddenBy={decision.overriddenBy} />
          <DecisionHistory decision={decision} />
        </div>
      </div>
      <ListKeys />
    </>
  );
}
