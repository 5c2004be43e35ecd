"use client";
import { useCallback, useMemo, useState } from "react";
import { type Action, ActionButtons } from "@/components/findings/triage/action-buttons";
import { ActionDialogs, type Work } from "@/components/findings/triage/action-dialogs";
import { BulkBar } from "@/components/findings/triage/bulk-bar";
import { DetailDrawer } from "@/components/findings/triage/detail-drawer";
import type { TriageRow } from "@/components/findings/triage/row";
import { type BulkFilter, findingKeyOf, rowKeyOf, type Target } from "@/components/findings/triage/target";
import type { Columns } from "@/components/findings/triage/triage-row";
import { TriageTable } from "@/components/findings/triage/triage-table";
import { UndoToast } from "@/components/findings/triage/undo-toast";
import { useActions } from "@/components/findings/triage/use-actions";
import { useRows } from "@/components/findings/triage/use-rows";
import { useWorkKeys } from "@/components/findings/triage/use-work-keys";
import type { FindingsView } from "@/components/findings/view";
import { count, plural } from "@/components/ui/number-format";

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
  const order = useMemo(() => rows.map(rowKeyOf), [rows]);
  const { current, selection, choose, select, move, focusCurrent, selectPage, selectAll, clear } = useRows(order);
  const [open, setOpen] = useState<"reading" | "moving" | null>(null);
  const [action, setAction] = useState<Action | null>(null);
  const [edition, setEdition] = useState(0);
  const actions = useActions(work.people, () => {
    setAction(null);
    clear();
    setEdition((edition) => edition + 1);
  });
  const byKey = useMemo(() => new Map(rows.map((row) => [rowKeyOf(row), row])), [rows]);
  const row = current === null ? undefined : byKey.get(current);
  const [isOfRow, setIsOfRow] = useState(false);
  const selected = isOfRow ? [] : [...selection.keys].flatMap((key) => byKey.get(key) ?? []);
  const target = targetOf(selection.all && filter && !isOfRow ? { filter, count: total } : null, selected, row);

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
  /** `row`: to the finding that is shown, whatever is selected. */
  function act(next: Action, to: "selection" | "row" = "selection") {
    setIsOfRow(to === "row");
    if (row === undefined && selection.keys.size === 0) return actions.tell("Choose a finding first: j and k move, x selects.", { failed: true });
    actions.clearProblem();
    setAction(next);
  }
  function step(by: 1 | -1) {
    if (move(by) === null) return false;
    if (open) setOpen("moving");
  }
  function leave() {
    if (open) close();
    else if (selection.keys.size > 0) clear();
    else return false;
  }
  const mayWork = columns.work && action === null;
  useWorkKeys({ mayWork, current, busy: actions.busy, step, select, selectPage, act, undo: () => void actions.undo(), leave });
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
        <BulkBar
          selected={selection.keys.size}
          words={selection.all ? `All ${plural(total, "finding")}` : `${count(selection.keys.size)} selected`}
          more={filter && !selection.all && selection.keys.size < total ? { words: `Select all ${count(total)} of the list`, onMore: selectAll } : null}
          onClear={clear}
          onAct={act}
        />
      ) : null}
      {pager}
      {open && row ? (
        <DetailDrawer row={row} edition={edition} takesFocus={open === "reading"} onUndo={actions.takeBack} onClose={close}>
          {columns.work ? <ActionButtons onAct={(next) => act(next, "row")} /> : null}
        </DetailDrawer>
      ) : null}
      <ActionDialogs action={action} target={target} work={work} actions={actions} onClose={() => setAction(null)} />
      <UndoToast done={actions.done} busy={actions.busy} onUndo={() => void actions.undo()} onClose={actions.forget} />
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
