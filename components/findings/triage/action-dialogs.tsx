import type { Action } from "@/components/findings/triage/action-buttons";
import { AssignDialog } from "@/components/findings/triage/assign-dialog";
import { CommentDialog } from "@/components/findings/triage/comment-dialog";
import { DecideDialog } from "@/components/findings/triage/decide-dialog";
import { DueDialog } from "@/components/findings/triage/due-dialog";
import type { Target } from "@/components/findings/triage/target";
import type { Actions } from "@/components/findings/triage/use-actions";
import type { PersonRef } from "@/lib/findings/notes/schemas";

/** What people need to work: to whom findings can be assigned, and who they are. */
export type Work = { people: readonly PersonRef[]; me: string };

type ActionDialogsProps = { action: Action | null; target: Target | null; work: Work; actions: Actions; onClose: () => void };

/** The dialog of the action that was chosen, if any. */
export function ActionDialogs({ action, target, work, actions, onClose }: ActionDialogsProps) {
  if (action === null || target === null) return null;
  const { busy, problem, decide, note } = actions;
  const dialog = { target, busy, problem, onClose };
  switch (action) {
    case "decide":
      return <DecideDialog {...dialog} onDecide={(body) => void decide(target, body)} />;
    case "assign":
      return <AssignDialog {...dialog} {...work} onNote={(said) => void note(target, said)} />;
    case "due":
      return <DueDialog {...dialog} onNote={(said) => void note(target, said)} />;
    case "comment":
      return <CommentDialog {...dialog} onNote={(said) => void note(target, said)} />;
  }
}
