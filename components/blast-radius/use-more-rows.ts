"use client";
import { useCallback, useRef, useState } from "react";
import { rowsHref, type View, viewHref } from "@/components/blast-radius/view";
import type { AffectedRow, BlastRadius } from "@/lib/blast-radius/schemas";

const rowsPerRead = 500;
const answersKept = 4;

type Rows = { rows: readonly AffectedRow[]; nextCursor: string | null };
type MoreRows = Rows & { state: "idle" | "reading" | "failed"; more: () => void };

// Back brings a page again as it was left, with all of its rows. The moment of the answer tells two answers of one address apart.
const kept = new Map<string, Rows>();

/** The rows of an answer, and those that follow them when they are asked for. */
export function useMoreRows(answer: BlastRadius, view: View): MoreRows {
  const key = `${viewHref(view, { cursor: view.cursor })} ${answer.meta.asOf}`;
  const [read, setRead] = useState<Rows>(() => kept.get(key) ?? { rows: answer.data, nextCursor: answer.meta.nextCursor });
  const [state, setState] = useState<MoreRows["state"]>("idle");
  const busy = useRef(false);
  const { rows, nextCursor } = read;
  const more = useCallback(() => {
    if (busy.current || nextCursor === null) return;
    busy.current = true;
    setState("reading");
    readRows(rowsHref(view, nextCursor, rowsPerRead))
      .then((next) => {
        const all = { rows: [...rows, ...next.data], nextCursor: next.meta.nextCursor };
        keep(key, all);
        setRead(all);
        setState("idle");
      })
      .catch(() => setState("failed"))
      .finally(() => {
        busy.current = false;
      });
  }, [key, nextCursor, rows, view]);
  return { rows, nextCursor, state, more };
}

function keep(key: string, rows: Rows): void {
  kept.delete(key);
  kept.set(key, rows);
  const [oldest] = kept.keys();
  if (kept.size > answersKept && oldest !== undefined) kept.delete(oldest);
}

async function readRows(url: string): Promise<BlastRadius> {
  const response = await fetch(url, { headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.json()) as BlastRadius;
}
