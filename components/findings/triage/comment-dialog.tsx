"use client";
import { useRef } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { FormEnd, submitByKeys } from "@/components/findings/triage/form-end";
import type { Target } from "@/components/findings/triage/target";
import { TargetPlace, targetTitle } from "@/components/findings/triage/target-words";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { Field, inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Note } from "@/lib/findings/notes/schemas";

/** What the dialogs of notes have in common. */
export type NoteDialogProps = { target: Target; busy: boolean; problem: FormProblem | null; onNote: (note: Note) => void; onClose: () => void };

/** Says something of findings. */
export function CommentDialog({ target, busy, problem, onNote, onClose }: NoteDialogProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`Comment on ${targetTitle(target)}`}
      description={<TargetPlace {...target} />}
      initialFocus={field}
    >
      <form
        className="flex flex-col gap-4"
        onKeyDown={submitByKeys}
        onSubmit={(event) => {
          event.preventDefault();
          const text = field.current?.value.trim();
          if (text) onNote({ kind: "comment", text });
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        <Field id="note-text" label="Comment" hint="It stays with the vulnerability in this package of the service, whatever is built next.">
          <textarea
            ref={field}
            id="note-text"
            required
            maxLength={10_000}
            rows={4}
            aria-describedby="note-text-hint"
            className={cn(inputStyle, "h-auto py-2")}
          />
        </Field>
        <FormEnd submit="Comment" busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
