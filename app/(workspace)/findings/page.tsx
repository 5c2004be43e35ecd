import type { Metadata } from "next";
import { AdvisoriesAge } from "@/components/ask/advisories-age";
import { MirrorNote } from "@/components/ask/mirror-note";
import { areAdvisoriesCurrent } from "@/components/ask/mirror-words";
import { FindingsList } from "@/components/findings/findings-list";
import { NewsStrip } from "@/components/findings/triage/news-strip";
import { findingsViewOf } from "@/components/findings/view";
import type { SearchParams } from "@/components/search-params";
import { requirePageContext } from "@/lib/auth";
import { findingNews, listAssignees, listViews } from "@/lib/findings";
import { listTeamRefs } from "@/lib/inventory/teams";
import { readFor } from "../read";
import { readFreshness } from "../read-freshness";
import { readList } from "./read-list";

export const metadata: Metadata = { title: "Findings" };

export default async function FindingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = findingsViewOf(await searchParams);
  const ctx = await requirePageContext();
  const now = Date.now();
  const call = { ctx, input: {} };
  const [read, teams, freshness, news, views, people] = await readFor(
    ctx,
    Promise.all([readList(ctx, view, now), listTeamRefs(call), readFreshness(), findingNews(call), listViews(call), listAssignees(call)]),
  );
  return (
    <>
      <h1 className="font-semibold text-xl">Findings</h1>
      <p className="mt-0.5 mb-3 max-w-prose text-muted">
        Every package version of a newest SBOM that a vulnerability affects, what matters most first.{" "}
        {areAdvisoriesCurrent(freshness.advisories) ? <AdvisoriesAge advisories={freshness.advisories} /> : <MirrorNote mirror={freshness.advisories} />}
      </p>
      <NewsStrip news={news} readAt={new Date(now).toISOString()} />
      <FindingsList base="/findings" view={view} now={now} teams={teams} views={views} work={{ people, me: ctx.actor.id }} isAgeSaid {...read} />
    </>
  );
}
