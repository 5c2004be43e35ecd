"use client";
import { useRouter } from "next/navigation";
import { useCallback, useMemo, useRef, useState } from "react";
import { AffectedTable, focusRow } from "@/components/blast-radius/affected-table";
import { ShareTools } from "@/components/blast-radius/share-tools";
import { rowKey, type View } from "@/components/blast-radius/view";
import { WhyPanel } from "@/components/blast-radius/why-panel";
import { useKeys } from "@/components/shell/keys";
import { cn } from "@/components/ui/cn";
import { serviceHref } from "@/components/urls";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

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
export function VerdictBoard({ answer, view, selected: initial, facets, side, below }: VerdictBoardProps) {
  const rows = answer.data;
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
          <ShareTools answer={answer} view={view} rows={forChat} marked={marked.size} />
        </div>
        <AffectedTable answer={answer} view={view} selected={selected} marked={marked} onSelect={select} onToggle={toggle} focusWanted={focusWanted} />
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
