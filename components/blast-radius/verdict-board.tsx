"use client";
import { useRouter } from "next/navigation";
import { useCallback, useMemo, useRef, useState } from "react";
import { AffectedTable, focusRow } from "@/components/blast-radius/affected-table";
import { toMarkdown } from "@/components/blast-radius/markdown";
import { RowsEnd } from "@/components/blast-radius/rows-end";
import { useMoreRows } from "@/components/blast-radius/use-more-rows";
import { rowKey, type View, viewHref } from "@/components/blast-radius/view";
import { WhyPanel } from "@/components/blast-radius/why-panel";
import { useKeys } from "@/components/shell/keys";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { serviceHref } from "@/components/urls";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

/** The address of the answer as it stands, which will keep saying what was seen. */
function addressOfThen(view: View, asOf: string): string {
  return new URL(viewHref({ ...view, asof: view.asof ?? asOf }), window.location.href).href;
}

type VerdictBoardProps = {
  answer: BlastRadius;
  view: View;
  /** The row of the link, from `sel`. */
  selected: string | null;
  facets: React.ReactNode;
  side: React.ReactNode;
  below: React.ReactNode;
};

/** The rows and what belongs to one of them. The selected row is in the URL, so a link shows what its sender saw. */
export function VerdictBoard({ answer: firstPage, view, selected: initial, facets, side, below }: VerdictBoardProps) {
  const { rows, nextCursor, state, more } = useMoreRows(firstPage, view);
  const answer = useMemo(() => ({ ...firstPage, data: [...rows] }), [firstPage, rows]);
  const [selected, setSelected] = useState(initial);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const focusWanted = useRef<string | null>(null);
  const router = useRouter();
  const index = rows.findIndex((row) => rowKey(row) === selected);
  const current = rows[index] ?? null;

  const select = useCallback((key: string) => {
    setSelected(key);
    const url = new URL(window.location.href);
    url.searchParams.set("sel", key);
    window.history.replaceState(null, "", url);
  }, []);
  const toggle = useCallback((key: string) => {
    setMarked((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);

  function move(by: number) {
    if (index + by >= rows.length) more();
    const row = rows[Math.min(Math.max(index + by, 0), rows.length - 1)];
    if (!row) return false;
    const key = rowKey(row);
    select(key);
    focusWanted.current = focusRow(key) ? null : key;
  }
  function openRow(event: KeyboardEvent) {
    if (!current || (event.target instanceof Element && event.target.closest("a, button, summary"))) return false;
    router.push(serviceHref(current.service.slug));
  }
  useKeys({
    j: () => move(1),
    k: () => move(index < 0 ? 1 : -1),
    x: () => (current ? toggle(rowKey(current)) : false),
    Enter: openRow,
    c: () => document.querySelector<HTMLButtonElement>("[data-copy-chat]")?.click(),
  });
  const forChat = useMemo(() => (marked.size > 0 ? rows.filter((row) => marked.has(rowKey(row))) : rows), [rows, marked]);

  return (
    <div className={cn("mt-5 grid grid-cols-1 gap-6", rows.length > 0 && "xl:grid-cols-[minmax(0,1fr)_348px]")}>
      <div className="min-w-0">
        <div data-noprint className="mb-2.5 flex flex-wrap items-center gap-2">
          {facets}
          <CopyButton
            text={() => toMarkdown(answer, forChat, addressOfThen(view, answer.meta.asOf))}
            label={marked.size > 0 ? `Copy ${marked.size} for chat` : "Copy for chat"}
            className="sm:ml-auto"
            data-copy-chat
          />
        </div>
        <AffectedTable
          answer={answer}
          view={view}
          selected={selected}
          marked={marked}
          onSelect={select}
          onToggle={toggle}
          onEnd={more}
          focusWanted={focusWanted}
        />
        {rows.length > 0 ? <RowsEnd view={view} shown={rows.length} total={answer.meta.rows} nextCursor={nextCursor} state={state} onMore={more} /> : null}
        {below}
      </div>
      {rows.length > 0 ? (
        <aside
          aria-label="Explanation"
          className="flex min-w-0 flex-col gap-4 xl:sticky xl:top-16 xl:max-h-[calc(100vh-80px)] xl:self-start xl:overflow-y-auto"
        >
          {current ? <WhyPanel key={rowKey(current)} row={current} /> : null}
          {side}
        </aside>
      ) : null}
    </div>
  );
}
