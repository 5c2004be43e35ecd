import type { Action } from "@/components/findings/triage/action-buttons";
import { useKeys } from "@/components/shell/keys";

type WorkKeys = {
  /** Whether anything can be changed now: a dialog has its own keys. */
  mayWork: boolean;
  current: string | null;
  busy: boolean;
  step: (by: 1 | -1) => false | undefined;
  select: (key: string, extend: boolean) => void;
  selectPage: () => void;
  act: (action: Action) => void;
  undo: () => void;
  /** False: there is nothing to leave. */
  leave: () => false | undefined;
};

/** The keys of a list that is worked on: j and k move, x, X and * select, letters act, u takes back, Escape leaves. */
export function useWorkKeys({ mayWork, current, busy, step, select, selectPage, act, undo, leave }: WorkKeys): void {
  const does = (action: Action) => () => (mayWork ? act(action) : false);
  const selects = (extend: boolean) => () => (mayWork && current !== null ? select(current, extend) : false);
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: selects(false),
    X: selects(true),
    "*": () => (mayWork ? selectPage() : false),
    d: does("decide"),
    a: does("assign"),
    t: does("due"),
    c: does("comment"),
    u: () => (mayWork && !busy ? undo() : false),
    Escape: leave,
  });
}
