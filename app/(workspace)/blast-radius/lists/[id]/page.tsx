import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { formatWords } from "@/components/blast-radius/list-strip";
import { LinesFilter } from "@/components/lists/lines-filter";
import { LinesTable } from "@/components/lists/lines-table";
import { oneOf, type SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { bytes, plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { getIndicatorList, listFilters } from "@/lib/indicator-lists";
import { readFor } from "../../../read";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: "Lines of a list" };

const linesPerRead = 1_000;

/** What became of each line of a list, and what it means: nothing of it is dropped. */
export default async function ListPage({ params, searchParams }: Props) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const outcome = oneOf((await searchParams).outcome, listFilters);
  const ctx = await requirePageContext();
  const list = await readFor(ctx, getIndicatorList({ ctx, input: { id, outcome, limit: linesPerRead } }));
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="font-medium text-2xl tracking-[-0.018em]">
            {plural(list.lines, "line")}, {plural(list.indicators, "indicator")}
          </h1>
          <p className="mt-1 flex flex-wrap gap-x-4 text-muted">
            <span>
              {formatWords[list.format] ?? list.format}, {bytes(list.sizeBytes)}
            </span>
            {list.options.fileName ? (
              <span className="wrap-anywhere">
                <VisibleText text={list.options.fileName} />
              </span>
            ) : null}
            <span>
              kept <RelativeTime at={list.createdAt} /> by <VisibleText text={list.createdBy} />
            </span>
            <span>names without an ecosystem are {list.ecosystem.value === null ? "looked for in all" : `${list.ecosystem.value} packages`}</span>
          </p>
        </div>
        <ButtonLink href={withQuery("/blast-radius", { list: id })} look="primary">
          Who has any of it
        </ButtonLink>
      </div>
      <LinesFilter id={id} counts={list.counts} outcome={outcome ?? null} />
      <LinesTable key={outcome ?? "all"} id={id} outcome={outcome ?? null} first={list.data} nextCursor={list.meta.nextCursor} total={list.meta.rows} />
    </>
  );
}
