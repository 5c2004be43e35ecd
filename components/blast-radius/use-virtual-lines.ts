"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { groupBefore, type Line } from "@/components/blast-radius/lines";

/** A page of this many rows is drawn whole: the browser's own search then finds all of it. */
const drawnWholeMax = 60;
const rowHeight = { group: 33, row: 35 } as const;
const headerHeight = 130;
/** So many lines before the last, more are wanted. */
const endLines = 40;

type VirtualLines = { body: React.RefObject<HTMLTableSectionElement | null>; shown: readonly Line[]; before: number; after: number; isAtEnd: boolean };

/** The lines near the window, and the height of those left out above and below. Keeps the selected line in sight. */
export function useVirtualLines(lines: readonly Line[], selected: string | null): VirtualLines {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState<number | null>(null);
  const virtual = lines.length > drawnWholeMax;
  useEffect(() => {
    if (body.current) setTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => rowHeight[lines[index]?.kind ?? "row"],
    overscan: 12,
    enabled: virtual && top !== null,
    scrollMargin: top ?? 0,
    scrollPaddingStart: headerHeight,
  });
  const index = selected === null ? -1 : lines.findIndex((line) => line.key === selected);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    if (index < 0) return;
    if (virtual) virtualizer.scrollToIndex(index, { align: "auto" });
    else body.current?.querySelector("[data-selected]")?.scrollIntoView({ block: "nearest" });
  }, [index, virtual, virtualizer]);

  // Until someone has seen the end of a page that is drawn whole, its button asks for more.
  if (!virtual) return { body, shown: lines, before: 0, after: 0, isAtEnd: false };
  const items = top === null ? [] : virtualizer.getVirtualItems();
  const start = items[0];
  const end = items.at(-1);
  if (!start || !end) return { body, shown: lines.slice(0, drawnWholeMax), before: 0, after: 0, isAtEnd: false };
  // The group of the first drawn line is drawn as well, so that it stays at the top while its rows pass.
  const group = groupBefore(lines, start.index);
  const groupLine = group >= 0 && group < start.index ? lines[group] : undefined;
  const before = start.start - (top ?? 0);
  return {
    body,
    shown: [...(groupLine ? [groupLine] : []), ...lines.slice(start.index, end.index + 1)],
    before: groupLine ? Math.max(before - rowHeight.group, 0) : before,
    after: virtualizer.getTotalSize() + (top ?? 0) - end.end,
    isAtEnd: end.index >= lines.length - endLines,
  };
}
