"use client";
import { useState } from "react";

export type Cursor = {
  /** The place that is looked at, or null: none. */
  at: number | null;
  /** It was chosen, and stays when the pointer leaves. */
  isPinned: boolean;
  /** For the element that is pointed at; it is a slider, so that arrows move the cursor too. */
  props: Pick<React.HTMLAttributes<HTMLElement>, "onPointerMove" | "onPointerLeave" | "onClick" | "onKeyDown">;
};

/** A cursor over `length` places that lie evenly: on points from edge to edge, or in slots of equal width. */
export function useCursor(length: number, kind: "points" | "slots"): Cursor {
  const [hovered, setHovered] = useState<number | null>(null);
  const [pinned, setPinned] = useState<number | null>(null);
  const at = hovered ?? pinned;
  const last = length - 1;
  const inside = (index: number) => Math.min(Math.max(index, 0), last);
  function placeOf(event: React.MouseEvent<HTMLElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - left) / Math.max(width, 1);
    return inside(kind === "points" ? Math.round(share * last) : Math.floor(share * length));
  }
  function onKeyDown(event: React.KeyboardEvent<HTMLElement>) {
    const from = at ?? last;
    const moves: Record<string, number> = { ArrowLeft: from - 1, ArrowRight: from + 1, PageUp: from - 7, PageDown: from + 7, Home: 0, End: last };
    const to = moves[event.key];
    if (event.key === "Escape") setPinned(null);
    else if (to === undefined) return;
    else setPinned(inside(to));
    setHovered(null);
    event.preventDefault();
  }
  return {
    at: at === null || length === 0 ? null : inside(at),
    isPinned: pinned !== null,
    props: {
      onPointerMove: (event) => setHovered(placeOf(event)),
      onPointerLeave: () => setHovered(null),
      onClick: (event) => setPinned(pinned === placeOf(event) ? null : placeOf(event)),
      onKeyDown,
    },
  };
}
