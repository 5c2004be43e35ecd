"use client";
import { useCallback, useRef, useState } from "react";
import { withQuery } from "@/components/urls";
import type { IndicatorListDetail } from "@/lib/indicator-lists/schemas";

export type Line = IndicatorListDetail["data"][number];
type FirstLines = { id: string; outcome: string | null; first: readonly Line[]; nextCursor: string | null };

const linesPerRead = 5_000;

/** The lines of a list with one verdict, and those that follow them when they are asked for. */
export function useMoreLines({ id, outcome, first, nextCursor }: FirstLines) {
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
