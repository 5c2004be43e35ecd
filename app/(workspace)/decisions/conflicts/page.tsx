import type { Metadata } from "next";
import { ConflictsTable } from "@/components/decisions/conflicts/conflicts-table";
import { one, type SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ListKeys } from "@/components/ui/list-keys";
import { TabLinks } from "@/components/ui/tab-links";
import { withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { listConflicts } from "@/lib/decisions/conflicts";
import { readFor } from "../../read";

export const metadata: Metadata = { title: "Decisions in conflict" };

/** Decisions that stand and say different things of the same finding, whichever counts. */
export default async function ConflictsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const cursor = one((await searchParams).cursor);
  const ctx = await requirePageContext();
  const { data, meta } = await readFor(ctx, listConflicts({ ctx, input: { cursor } }));
  return (
    <>
      <h1 className="font-semibold text-xl">Decisions in conflict</h1>
      <p className="mt-0.5 mb-3 max-w-prose text-muted">
        Decisions that stand and say different things of the same open finding. One of them counts: the narrowest, then what names the package, then the latest.
        Withdraw what is wrong.
      </p>
      <TabLinks
        label="Decisions by how they stand"
        tabs={[
          { href: "/decisions", label: "Waiting for approval", current: false },
          { href: "/decisions?phase=standing", label: "Standing", current: false },
          { href: "/decisions?phase=ended", label: "Ended", current: false },
          { href: "/decisions/conflicts", label: "In conflict", current: true },
        ]}
      />
      {data.length === 0 ? (
        <div className="panel">
          <EmptyState title={cursor ? "No more conflicts" : "No decisions contradict each other"}>
            When two decisions say different things of one finding, as a supplier and one of you may, both stand here with what counts.
          </EmptyState>
        </div>
      ) : (
        <ConflictsTable rows={data} />
      )}
      {meta.nextCursor ? (
        <nav aria-label="Pages" className="mt-2 flex justify-end">
          <ButtonLink href={withQuery("/decisions/conflicts", { cursor: meta.nextCursor })} rel="next">
            More
          </ButtonLink>
        </nav>
      ) : null}
      <ListKeys />
    </>
  );
}
