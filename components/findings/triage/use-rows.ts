"use client";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { currentAfter, extended, nothingSelected, pageToggled, retained, type Selection, toggled } from "@/components/findings/triage/selection";

function focusRow(key: string): void {
  document.querySelector<HTMLElement>(`tbody [data-row="${CSS.escape(key)}"]`)?.focus();
}

/** Which row the keys mean and which rows are selected; `order` are the keys of the rows, the same list until another answer. Both outlive another answer: a row that left the list gives its place to the next one. */
export function useRows(order: readonly string[]) {
  const [current, setCurrent] = useState<string | null>(null);
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const before = useRef(order);
  const latest = useRef({ current, order });
  latest.current = { current, order };

  // Before anything is drawn: the keys never mean a row that is not there any more.
  useLayoutEffect(() => {
    if (before.current === order) return;
    const was = latest.current.current;
    const next = currentAfter(was, before.current, order);
    before.current = order;
    setSelection((selection) => retained(selection, order));
    if (next === was) return;
    setCurrent(next);
    // The row that had the focus is gone with it: keys would be lost.
    if (next !== null && (document.activeElement === document.body || document.activeElement === null)) focusRow(next);
  }, [order]);

  const choose = useCallback((key: string | null) => setCurrent(key), []);
  const select = useCallback((key: string, extend: boolean) => {
    setCurrent(key);
    setSelection((selection) => (extend ? extended(selection, latest.current.order, key) : toggled(selection, key)));
  }, []);
  const move = useCallback((by: 1 | -1): string | null => {
    const { current, order } = latest.current;
    const at = current === null ? -1 : order.indexOf(current);
    const key = order[at < 0 ? 0 : Math.min(Math.max(at + by, 0), order.length - 1)] ?? null;
    if (key === null) return null;
    setCurrent(key);
    focusRow(key);
    return key;
  }, []);
  return {
    current,
    selection,
    choose,
    select,
    move,
    focusCurrent: () => current !== null && focusRow(current),
    selectPage: () => setSelection((selection) => pageToggled(selection, order)),
    selectAll: () => setSelection({ keys: new Set(order), anchor: null, all: true }),
    clear: () => setSelection(nothingSelected),
  };
}
