import type { Metadata } from "next";
import { ClosedNetwork } from "@/components/sources/closed-network";
import { SourcesView } from "@/components/sources/sources-view";
import { listSources } from "@/lib/advisories/sources";
import { requirePageContext } from "@/lib/auth";
import { scopesOf } from "@/lib/context";
import { readFor } from "../../read";
import { syncNow } from "./actions";

export const metadata: Metadata = { title: "Sources" };

/** Where advisories come from. */
export default async function SourcesPage() {
  const ctx = await requirePageContext();
  const sources = await readFor(ctx, listSources({ ctx, input: {} }));
  const maySync = scopesOf(ctx.actor).includes("advisories:write");
  return (
    <>
      <h1 className="font-semibold text-xl">Sources</h1>
      <p className="mt-0.5 mb-4 max-w-prose text-muted">
        Advisories are mirrored whole into this installation and matched here: what you run is never sent anywhere, and only names of ecosystems show in what is
        fetched.
        {maySync ? "" : " Administrators can ask for a sync."}
      </p>
      <SourcesView initial={sources} sync={maySync ? syncNow : null} />
      <ClosedNetwork open={!sources.data.some(({ enabled }) => enabled)} />
    </>
  );
}
