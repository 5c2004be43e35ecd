"use client";
import Link from "next/link";
import { type View, viewHref } from "@/components/blast-radius/view";
import { buttonStyle } from "@/components/ui/button";
import { count, plural } from "@/components/ui/number-format";

type RowsEndProps = {
  view: View;
  shown: number;
  total: number;
  nextCursor: string | null;
  state: "idle" | "reading" | "failed";
  onMore: () => void;
};

/** How many rows are shown of how many, and the way to more of them: a page of its own where no script has run. */
export function RowsEnd({ view, shown, total, nextCursor, state, onMore }: RowsEndProps) {
  return (
    <nav aria-label="Pages" className="mt-2 flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2 text-muted">
      <span role="status">
        {shown === total ? plural(total, "row") : `${count(shown)} of ${plural(total, "row")}`}
        {state === "reading" ? ", reading more…" : state === "failed" ? ". The server did not give more: try again." : ""}
      </span>
      <span className="ml-auto flex items-center gap-3">
        {view.cursor ? (
          <Link href={viewHref(view)} className="link">
            First rows
          </Link>
        ) : null}
        {nextCursor ? (
          <a
            href={viewHref(view, { cursor: nextCursor })}
            className={buttonStyle()}
            onClick={(event) => {
              event.preventDefault();
              onMore();
            }}
          >
            More rows
          </a>
        ) : null}
      </span>
    </nav>
  );
}
