"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { CircleCheck, CircleMinus, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useCallback, useEffect, useRef, useState } from "react";
import { outcomeWords } from "@/components/lists/outcome-words";
import { useKeys } from "@/components/shell/keys";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref, withQuery } from "@/components/urls";
import type { IndicatorListDetail } from "@/lib/indicator-lists/schemas";
import { visible } from "@/lib/text/visible.mjs";

type Line = IndicatorListDetail["data"][number];
type LinesTableProps = { id: string; outcome: string | null; first: readonly Line[]; nextCursor: string | null; total: number };

const rowHeight = 35;
const linesPerRead = 5_000;
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

function LineRow({ line, position, isSelected }: { line: Line; position: number; isSelected: boolean }) {
  const { text, outcome, means, message } = line;
  const [only] = means;
  return (
    <tr aria-rowindex={position} data-selected={isSelected || undefined} className={cn("hover:bg-hover", isSelected && "bg-selected hover:bg-selected")}>
      <Td className="text-right text-muted">{count(line.line)}</Td>
      <Td className="max-w-96 truncate font-mono text-[12.5px] lg:max-w-0" title={visible(text)}>
        <VisibleText text={text} />
      </Td>
      <Td>
        <Verdict line={line} />
      </Td>
      <Td className="max-w-80 truncate font-mono text-[12.5px] lg:max-w-0" title={visible(means.join("\n"))}>
        {only === undefined ? null : (
          <Link prefetch={false} href={blastRadiusHref(only)} className="link">
            <VisibleText text={only} />
          </Link>
        )}
        {means.length > 1 ? <span className="text-muted"> +{count(means.length - 1)}</span> : null}
      </Td>
      <Td className={cn("max-w-96 truncate lg:max-w-0", outcome === "rejected" ? "text-unknown" : "text-muted")} title={visible(message ?? "")}>
        <VisibleText text={message ?? ""} />
      </Td>
    </tr>
  );
}

function Verdict({ line: { outcome, code } }: { line: Line }) {
  const [Icon, className] =
    outcome === "rejected"
      ? [TriangleAlert, "text-unknown"]
      : outcome === "read"
        ? [CircleCheck, code ? "text-fg" : "text-clean"]
        : [CircleMinus, "text-muted"];
  return (
    <span className={cn("inline-flex items-center gap-1.5", className)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {outcomeWords[outcome]}
      {outcome === "read" && code ? ", with a note" : ""}
    </span>
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

function useMoreLines({ id, outcome, first, nextCursor }: Omit<LinesTableProps, "total">) {
  const [read, setRead] = useState<{ lines: readonly Line[]; cursor: string | null }>({ lines: first, cursor: nextCursor });
  const [failed, setFailed] = useState(false);
  const busy = useRef(false);
  const { lines, cursor } = read;
  const more = useCallback(() => {
    if (busy.current || cursor === null) return;
    busy.current = true;
    fetch(withQuery(`/api/v1/indicator-lists/${id}`, { outcome, limit: linesPerRead, cursor }))
      .then(async (response) => {
        if (!response.ok) throw new Error(`The server answered ${response.status}.`);
        const next = (await response.json()) as IndicatorListDetail;
        setRead({ lines: [...lines, ...next.data], cursor: next.meta.nextCursor });
        setFailed(false);
      })
      .catch(() => setFailed(true))
      .finally(() => {
        busy.current = false;
      });
  }, [id, outcome, lines, cursor]);
  return { lines, cursor, failed, more };
}
