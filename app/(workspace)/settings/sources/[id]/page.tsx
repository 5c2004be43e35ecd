import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { one, type SearchParams } from "@/components/search-params";
import { QuarantineTable } from "@/components/sources/quarantine-table";
import { quarantineHref, sourceName } from "@/components/sources/source-name";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { VisibleText } from "@/components/ui/visible-text";
import { withQuery } from "@/components/urls";
import { listQuarantine, sourceIdSchema } from "@/lib/advisories/sources";
import { requirePageContext } from "@/lib/auth";
import { readFor } from "../../../read";

export const metadata: Metadata = { title: "Quarantine" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

/** Records of a source that cannot be read. */
export default async function QuarantinePage({ params, searchParams }: Props) {
  const asked = await params;
  if (!sourceIdSchema.safeParse(asked).success) notFound();
  const cursor = one((await searchParams).cursor);
  const ctx = await requirePageContext();
  const list = await readFor(ctx, listQuarantine({ ctx, input: { id: asked.id, cursor } }));
  const href = quarantineHref(list.source);
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-1 text-muted text-xs">
        <Link href="/settings/sources" className="link">
          Sources
        </Link>
      </nav>
      <h1 className="font-semibold text-xl wrap-anywhere">
        Quarantine of <VisibleText text={sourceName(list.source)} />
      </h1>
      <p className="mt-0.5 mb-4 max-w-prose text-muted">
        Records that are not what their format says. They match nothing; all others were taken in. A record leaves when its source has mended or removed it.
      </p>
      {list.data.length === 0 ? (
        <div className="panel">
          <EmptyState title={cursor ? "No more records" : "Nothing is in quarantine"}>Every record of this source could be read.</EmptyState>
        </div>
      ) : (
        <>
          <QuarantineTable sourceId={list.source.id} rows={list.data} />
          <Pager
            shown={list.data.length}
            total={list.meta.rows}
            noun="record"
            nextHref={list.meta.nextCursor ? withQuery(href, { cursor: list.meta.nextCursor }) : null}
            firstHref={cursor ? href : null}
          />
        </>
      )}
    </>
  );
}
