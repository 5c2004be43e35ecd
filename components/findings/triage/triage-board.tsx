"use client";
import { useCallback, useMemo, useState } from "react";
import { type Action, ActionButtons } from "@/components/findings/triage/action-buttons";
import { AssignDialog } from "@/components/findings/triage/assign-dialog";
import { BulkBar } from "@/components/findings/triage/bulk-bar";
import { CommentDialog } from "@/components/findings/triage/comment-dialog";
import { DecideDialog } from "@/components/findings/triage/decide-dialog";
import { DetailDrawer } from "@/components/findings/triage/detail-drawer";
import { DueDialog } from "@/components/findings/triage/due-dialog";
import type { TriageRow } from "@/components/findings/triage/row";
import { type BulkFilter, findingKeyOf, rowKeyOf, type Target } from "@/components/findings/triage/target";
import type { Columns } from "@/components/findings/triage/triage-row";
import { TriageTable } from "@/components/findings/triage/triage-table";
import { UndoToast } from "@/components/findings/triage/undo-toast";
import { useActions } from "@/components/findings/triage/use-actions";
import { useRows } from "@/components/findings/triage/use-rows";
import type { FindingsView } from "@/components/findings/view";
import { useKeys } from "@/components/shell/keys";
import type { PersonRef } from "@/lib/findings/notes/schemas";

/** What the board needs to let people work. */
export type Work = { people: readonly PersonRef[]; me: string };

type TriageBoardProps = {
  base: string;
  view: FindingsView;
  rows: readonly TriageRow[];
  /** How many there are on all pages. */
  total: number;
  columns: Columns;
  work: Work;
  /** Null: what the list has cannot be changed all at once. */
  filter: BulkFilter | null;
  pager: React.ReactNode;
};

/** The queue as a place to work in: rows that keys move through, what is selected, what is done to it, and one finding beside the list. */
export function TriageBoard({ base, view, rows, total, columns, work, filter, pager }: TriageBoardProps) {
  const { current, selection, choose, select, move, focusCurrent, selectPage, selectAll, clear } = useRows(rows);
  const [open, setOpen] = useState<"reading" | "moving" | null>(null);
  const [action, setAction] = useState<Action | null>(null);
  const [edition, setEdition] = useState(0);
  const { busy, problem, done, decide, note, undo, takeBack, tell, forget, clearProblem } = useActions(work.people, () => {
    setAction(null);
    clear();
    setEdition((edition) => edition + 1);
  });
  const byKey = useMemo(() => new Map(rows.map((row) => [rowKeyOf(row), row])), [rows]);
  const row = current === null ? undefined : byKey.get(current);
  const target = targetOf(
    selection.all && filter ? { filter, count: total } : null,
    [...selection.keys].flatMap((key) => byKey.get(key) ?? []),
    row,
  );

  const onOpen = useCallback(
    (key: string) => {
      choose(key);
      setOpen("reading");
    },
    [choose],
  );
  function close() {
    setOpen(null);
    focusCurrent();
  }
  function act(next: Action) {
    if (target === null) return tell("Choose a finding first: j and k move, x selects.");
    clearProblem();
    setAction(next);
  }
  function step(by: 1 | -1) {
    if (move(by) === null) return false;
    if (open) setOpen("moving");
  }
  function extend() {
    if (!mayWork || current === null) return false;
    select(current, true);
  }
  function leave() {
    if (open) close();
    else if (selection.keys.size > 0) clear();
    else return false;
  }
  const mayWork = columns.work && action === null;
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => (mayWork && current !== null ? select(current, false) : false),
    X: extend,
    "*": () => (mayWork ? selectPage() : false),
    d: () => (mayWork ? act("decide") : false),
    a: () => (mayWork ? act("assign") : false),
    t: () => (mayWork ? act("due") : false),
    c: () => (mayWork ? act("comment") : false),
    u: () => (mayWork && !busy ? void undo() : false),
    Escape: leave,
  });
  const dialog = target && { target, busy, problem, onClose: () => setAction(null) };
  return (
    <>
      <TriageTable
        base={base}
        view={view}
        rows={rows}
        columns={columns}
        current={current}
        selection={selection}
        onSelect={select}
        onSelectPage={selectPage}
        onOpen={onOpen}
      />
      {columns.work ? (
        <BulkBar selected={selection.keys.size} total={total} all={selection.all} onAll={filter ? selectAll : null} onClear={clear} onAct={act} />
      ) : null}
      {pager}
      {open && row ? (
        <DetailDrawer row={row} edition={edition} takesFocus={open === "reading"} onUndo={takeBack} onClose={close}>
          {columns.work ? <ActionButtons onAct={act} /> : null}
        </DetailDrawer>
      ) : null}
      {dialog && action === "decide" ? <DecideDialog {...dialog} onDecide={(body) => void decide(dialog.target, body)} /> : null}
      {dialog && action === "assign" ? <AssignDialog {...dialog} {...work} onNote={(said) => void note(dialog.target, said)} /> : null}
      {dialog && action === "due" ? <DueDialog {...dialog} onNote={(said) => void note(dialog.target, said)} /> : null}
      {dialog && action === "comment" ? <CommentDialog {...dialog} onNote={(said) => void note(dialog.target, said)} /> : null}
      <UndoToast done={done} busy={busy} onUndo={() => void undo()} onClose={forget} />
    </>
  );
}

/** What an action is about: all of the list, else what is selected, else the row that keys mean. */
function targetOf(all: { filter: BulkFilter; count: number } | null, selected: readonly TriageRow[], row: TriageRow | undefined): Target | null {
  if (all) return { about: { filter: all.filter }, count: all.count, first: null };
  const rows = selected.length > 0 ? selected : row ? [row] : [];
  if (rows.length === 0) return null;
  return { about: { findings: rows.map(findingKeyOf) }, count: rows.length, first: rows[0] ?? null };
}
