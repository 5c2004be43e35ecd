"use client";
import { useRef, useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { DecideChoice } from "@/components/findings/triage/decide-choice";
import { DecideFields } from "@/components/findings/triage/decide-fields";
import { DecidePreview } from "@/components/findings/triage/decide-preview";
import { bodyOf, type DecisionBody, type Draft, emptyDraft, withChoice } from "@/components/findings/triage/draft";
import { FormEnd, submitByKeys } from "@/components/findings/triage/form-end";
import type { Target } from "@/components/findings/triage/target";
import { TargetPlace, targetTitle } from "@/components/findings/triage/target-words";
import { usePreview } from "@/components/findings/triage/use-preview";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

type DecideDialogProps = { target: Target; busy: boolean; problem: FormProblem | null; onDecide: (body: DecisionBody) => void; onClose: () => void };

/** Decides on findings: what, why and for what else it counts, with what that means before it is done. */
export function DecideDialog({ target, busy, problem, onDecide, onClose }: DecideDialogProps) {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const first = useRef<HTMLInputElement>(null);
  const preview = usePreview(draft, target);
  const waits = preview?.ok ? preview.data.needsApproval : 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`Decide on ${targetTitle(target)}`}
      description={<TargetPlace {...target} />}
      initialFocus={first}
      className="top-[6vh] max-h-[88vh] w-[min(36rem,94vw)]"
    >
      <form
        className="flex flex-col gap-4"
        onKeyDown={submitByKeys}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onDecide(bodyOf(draft, target));
        }}
      >
        <DecideChoice value={draft.choice} onChoose={(choice) => setDraft(withChoice(draft, choice))} first={first} />
        <DecideFields
          draft={draft}
          onChange={(change) => setDraft({ ...draft, ...change })}
          errorOf={(name) => problem?.fields[name] ?? null}
          single={target.count === 1}
        />
        <DecidePreview preview={preview} />
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        <FormEnd submit={waits > 0 ? "Ask for approval" : "Decide"} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
