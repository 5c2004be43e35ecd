import type { Metadata } from "next";
import { AdvisoriesAge } from "@/components/ask/advisories-age";
import { FindingsList } from "@/components/findings/findings-list";
import { findingsViewOf } from "@/components/findings/view";
import type { SearchParams } from "@/components/search-params";
import { requirePageContext } from "@/lib/auth";
import { listTeamRefs } from "@/lib/inventory/teams";
import { readFor } from "../read";
import { readFreshness } from "../read-freshness";
import { readList } from "./read-list";

export const metadata: Metadata = { title: "Findings" };

export default async function FindingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = findingsViewOf(await searchParams);
  const ctx = await requirePageContext();
  const now = Date.now();
  const [read, teams, freshness] = await readFor(ctx, Promise.all([readList(ctx, view, now), listTeamRefs({ ctx, input: {} }), readFreshness()]));
  return (
    <>
      <h1 className="font-semibold text-xl">Findings</h1>
      <p className="mt-0.5 mb-3 max-w-prose text-muted">
        Every package version of a newest SBOM that a vulnerability affects. <AdvisoriesAge advisories={freshness.advisories} />.
      </p>
      <FindingsList base="/findings" view={view} now={now} teams={teams} {...read} />
    </>
  );
}
