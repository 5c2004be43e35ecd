import type { Metadata } from "next";
import { FindingsList } from "@/components/findings/findings-list";
import { findingsViewOf } from "@/components/findings/view";
import type { SearchParams } from "@/components/search-params";
import { requirePageContext } from "@/lib/auth";
import { listTeamRefs } from "@/lib/inventory/teams";
import { readFor } from "../read";
import { readList } from "./read-list";

export const metadata: Metadata = { title: "Findings" };

export default async function FindingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = findingsViewOf(await searchParams);
  const ctx = await requirePageContext();
  const now = Date.now();
  const [read, teams] = await readFor(ctx, Promise.all([readList(ctx, view, now), listTeamRefs({ ctx, input: {} })]));
  return (
    <>
      <h1 className="mb-4 font-semibold text-xl">Findings</h1>
      <FindingsList base="/findings" view={view} now={now} teams={teams} {...read} />
    </>
  );
}
