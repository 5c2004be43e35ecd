"use client";
import { useMemo, useState } from "react";
import type { Action } from "@/components/findings/triage/action-buttons";
import { ActionDialogs, type Work } from "@/components/findings/triage/action-dialogs";
import { BulkBar } from "@/components/findings/triage/bulk-bar";
import { filterOf, groupKeyOf, nameOf } from "@/components/findings/triage/group";
import { GroupTable } from "@/components/findings/triage/group-table";
import type { BulkFilter, Target } from "@/components/findings/triage/target";
import { UndoToast } from "@/components/findings/triage/undo-toast";
import { useActions } from "@/components/findings/triage/use-actions";
import { useRows } from "@/components/findings/triage/use-rows";
import { useWorkKeys } from "@/components/findings/triage/use-work-keys";
import type { FindingsView } from "@/components/findings/view";
import { count, plural } from "@/components/ui/number-format";
import type { FindingGroup, FindingGroupList } from "@/lib/findings/schemas";

type GroupBoardProps = { base: string; view: FindingsView; groups: FindingGroupList; work: Work; filter: BulkFilter; pager: React.ReactNode };

const manyOf = { vulnerability: "vulnerabilities", package: "packages", service: "services" } as const;

/** Groups of findings as a place to work in: what is done to a group is done to all of its findings. */
export function GroupBoard({ base, view, groups: { data, meta }, work, filter, pager }: GroupBoardProps) {
  const { by } = meta;
  const order = useMemo(() => data.map(groupKeyOf), [data]);
  const { current, selection, select, move, selectPage, selectAll, clear } = useRows(order);
  const [action, setAction] = useState<Action | null>(null);
  const actions = useActions(work.people, () => {
    setAction(null);
    clear();
  });
  const mayWork = action === null;
  const selected = data.filter((group) => selection.keys.has(groupKeyOf(group)));
  const meant = selected.length > 0 ? selected : data.filter((group) => groupKeyOf(group) === current);
  const target: Target | null = selection.all ? { about: { filter }, count: meta.findings, first: null } : targetOf(meant, by, filter);

  function act(next: Action) {
    if (target === null) return actions.tell(`Choose a ${by} first: j and k move, x selects.`, { failed: true });
    actions.clearProblem();
    setAction(next);
  }
  function leave() {
    if (selection.keys.size === 0) return false;
    clear();
  }
  const step = (way: 1 | -1) => (move(way) === null ? false : undefined);
  useWorkKeys({ mayWork, current, busy: actions.busy, step, select, selectPage, act, undo: () => void actions.undo(), leave });
  const things = (n: number) => plural(n, by, manyOf[by]);
  return (
    <>
      <GroupTable base={base} view={view} by={by} groups={data} current={current} selection={selection} onSelect={select} onSelectPage={selectPage} />
      <BulkBar
        selected={selection.keys.size}
        words={selection.all ? `All ${plural(meta.findings, "finding")}` : `${things(selected.length)} selected, ${plural(findingsOf(selected), "finding")}`}
        more={selection.all || selected.length >= meta.rows ? null : { words: `Select all ${count(meta.rows)} of the list`, onMore: selectAll }}
        onClear={clear}
        onAct={act}
      />
      {pager}
      <ActionDialogs action={action} target={target} work={work} actions={actions} onClose={() => setAction(null)} />
      <UndoToast done={actions.done} busy={actions.busy} onUndo={() => void actions.undo()} onClose={actions.forget} />
    </>
  );
}

const findingsOf = (groups: readonly FindingGroup[]) => groups.reduce((sum, { findings }) => sum + findings, 0);

function targetOf(groups: readonly FindingGroup[], by: FindingGroupList["meta"]["by"], filter: BulkFilter): Target | null {
  const [first] = groups;
  if (first === undefined) return null;
  const of = groups.length === 1 ? nameOf(first) : plural(groups.length, by, manyOf[by]);
  return { about: { filter: filterOf(groups, by, filter) }, count: findingsOf(groups), first: null, of };
}
