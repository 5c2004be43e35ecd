import { readWindow } from "@/lib/query";
import type { Edition } from "./queries/incidents";
import type { Incident } from "./schemas";

type Stored = Pick<Edition, "windowFrom" | "windowTo">;

/** The window as the API gives it. */
export function toWindow({ windowFrom, windowTo }: Stored): Incident["window"] {
  return windowFrom && { from: windowFrom.toISOString(), to: windowTo?.toISOString() ?? null };
}

/** The same as columns. */
export function fromWindow(window: { from: string; to: string | null } | null): Stored {
  return { windowFrom: window && new Date(window.from), windowTo: window?.to ? new Date(window.to) : null };
}

/** The window to ask about at a moment: one that goes on ends there. */
export function windowAt({ windowFrom, windowTo }: Stored, at: Date): { from: Date; to: Date } | null {
  return windowFrom && { from: windowFrom, to: windowTo ?? new Date(Math.max(at.getTime(), windowFrom.getTime() + 1)) };
}

/** A text that is another one for another window. */
export const windowKey = ({ windowFrom, windowTo }: Stored): string => `${windowFrom?.toISOString() ?? ""}..${windowTo?.toISOString() ?? ""}`;

/** A window as people write it: one of the search grammar, or `2026-03-31T00:21Z..` for one that goes on. Null when it cannot be read. */
export function readIncidentWindow(text: string): Incident["window"] {
  const open = /^(.+)\.\.$/.exec(text.trim());
  const read = readWindow(open ? `${open[1]}..9999-12-31` : text.trim());
  return read && { from: read.from, to: open ? null : read.to };
}
