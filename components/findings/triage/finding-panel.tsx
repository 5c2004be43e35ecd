"use client";
import { useState } from "react";
import { type Action, ActionButtons } from "@/components/findings/triage/action-buttons";
import { ActionDialogs, type Work } from "@/components/findings/triage/action-dialogs";
import { FindingDetail } from "@/components/findings/triage/finding-detail";
import { findingKeyOf } from "@/components/findings/triage/target";
import { UndoToast } from "@/components/findings/triage/undo-toast";
import { useActions } from "@/components/findings/triage/use-actions";
import { useKeys } from "@/components/shell/keys";
import type { Explanation } from "@/lib/decisions/schemas";
import type { FindingActivity } from "@/lib/findings/notes/schemas";
import type { Finding } from "@/lib/findings/schemas";

type FindingPanelProps = { row: Finding; explanation: Explanation; activity: FindingActivity; work: Work };

/** One finding on a page of its own, with all that can be done to it while it is open. */
export function FindingPanel({ row, explanation, activity, work }: FindingPanelProps) {
  const [action, setAction] = useState<Action | null>(null);
  const actions = useActions(work.people, () => setAction(null));
  const isOpen = row.closedAt === null;
  const target = { about: { findings: [findingKeyOf(row)] }, count: 1, first: row };
  function act(next: Action) {
    if (!isOpen || action !== null) return false;
    actions.clearProblem();
    setAction(next);
  }
  useKeys({
    d: () => act("decide"),
    a: () => act("assign"),
    t: () => act("due"),
    c: () => act("comment"),
    u: () => (action === null && !actions.busy ? void actions.undo() : false),
  });
  return (
    <div className="panel max-w-3xl px-4 py-4 sm:px-6">
      {isOpen ? (
        <div className="mb-5 flex flex-wrap gap-2">
          <ActionButtons onAct={act} />
        </div>
      ) : null}
      <FindingDetail row={row} explanation={explanation} activity={activity} onUndo={actions.takeBack} />
      <ActionDialogs action={action} target={target} work={work} actions={actions} onClose={() => setAction(null)} />
      <UndoToast done={actions.done} busy={actions.busy} onUndo={() => void actions.undo()} onClose={actions.forget} />
    </div>
  );
}
