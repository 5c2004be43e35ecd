"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { LineRow } from "@/components/lists/line-row";
import { type Line, useMoreLines } from "@/components/lists/use-more-lines";
import { useKeys } from "@/components/shell/keys";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Th } from "@/components/ui/table";

type LinesTableProps = { id: string; outcome: string | null; first: readonly Line[]; nextCursor: string | null; total: number };

const rowHeight = 35;
const endLines = 60;

/** Every line with its verdict and what it means. Lines that follow are read before they are scrolled to. */
export function LinesTable({ id, outcome, first, nextCursor, total }: LinesTableProps) {
  const { lines, cursor, failed, more } = useMoreLines({ id, outcome, first, nextCursor });
  const [selected, setSelected] = useState(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => {
    if (body.current) setTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: lines.length,
    estimateSize: () => rowHeight,
    overscan: 16,
    scrollMargin: top,
    scrollPaddingStart: 96,
    initialRect: { width: 1_000, height: 1_000 },
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1);
  useEffect(() => {
    if (last && last.index >= lines.length - endLines) more();
  }, [last, lines.length, more]);
  function move(by: number) {
    const next = Math.min(Math.max(selected + by, 0), lines.length - 1);
    setSelected(next);
    virtualizer.scrollToIndex(next, { align: "auto" });
  }
  function openLine(event: KeyboardEvent) {
    if (event.target instanceof Element && event.target.closest("a, button")) return false;
    body.current?.querySelector<HTMLAnchorElement>("[data-selected] a")?.click();
  }
  useKeys({ j: () => move(1), k: () => move(-1), Enter: openLine });
  if (lines.length === 0)
    return (
      <div className="panel">
        <EmptyState title="No line of the list is of this kind" />
      </div>
    );
  return (
    <>
      <TableFrame label="Lines of the list">
        <Table aria-rowcount={total + 1}>
          <thead>
            <tr>
              <Th className="w-16 text-right">Line</Th>
              <Th className="w-[34%]">Text</Th>
              <Th>Verdict</Th>
              <Th className="w-[26%]">Means</Th>
              <Th className="w-[30%]">Note</Th>
            </tr>
          </thead>
          <tbody ref={body}>
            <Space height={(items[0]?.start ?? top) - top} />
            {items.map(({ index }) => {
              const line = lines[index];
              return line ? <LineRow key={index} line={line} position={index + 2} isSelected={index === selected} /> : null;
            })}
            <Space height={virtualizer.getTotalSize() + top - (last?.end ?? top)} />
          </tbody>
        </Table>
      </TableFrame>
      <p className="mt-2 flex min-h-8 items-center gap-3 text-muted">
        {lines.length === total ? `${count(total)} lines` : `${count(lines.length)} of ${count(total)} lines`}
        {failed ? <span role="alert">The server did not give more.</span> : null}
        {cursor ? <Button onClick={more}>More lines</Button> : null}
      </p>
    </>
  );
}

function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td
        colSpan={5}
        className="p-0"
        ref={(cell) => {
          if (cell) cell.style.height = `${height}px`;
        }}
      />
    </tr>
  );
}
