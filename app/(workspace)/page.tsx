import { headers } from "next/headers";
import { Ask } from "@/components/ask/ask";
import { Examples } from "@/components/ask/examples";
import { FirstUpload } from "@/components/ask/first-upload";
import { FreshnessLine } from "@/components/ask/freshness-line";
import { RecentQuestions } from "@/components/ask/recent-questions";
import { addressOf } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { freshnessSummary } from "@/lib/inventory/read";
import { readFor } from "./read";

/** The first screen is the question. */
export default async function AskPage() {
  const ctx = await requirePageContext();
  const freshness = await readFor(ctx, freshnessSummary({ ctx, input: {} }));
  const empty = freshness.lastUploadAt === null;
  return (
    <div className="mx-auto flex max-w-[820px] flex-col gap-8 pt-[min(10vh,88px)]">
      <div className="flex flex-col gap-4">
        <h1 className="font-medium text-2xl tracking-[-0.018em]">Which services contain it?</h1>
        <Ask size="page" autoFocus />
        <FreshnessLine freshness={freshness} />
      </div>
      {empty ? <FirstUpload address={addressOf(await headers())} /> : null}
      <RecentQuestions />
      <Examples />
    </div>
  );
}
