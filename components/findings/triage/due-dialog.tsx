"use client";
import { useRef, useState } from "react";
import type { NoteDialogProps } from "@/components/findings/triage/comment-dialog";
import { FormEnd, submitByKeys } from "@/components/findings/triage/form-end";
import { TargetPlace, targetTitle } from "@/components/findings/triage/target-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

const presets = [7, 14, 30, 90] as const;

/** The day in UTC so many days from now, as a date field has it. */
export function dayIn(days: number, nowMs = Date.now()): string {
  return new Date(nowMs + days * 86_400_000).toISOString().slice(0, 10);
}

/** The last second of a day in UTC. */
export function endOfDay(day: string): string {
  return `${day}T23:59:59.000Z`;
}

/** By when findings are to be closed, where that is not when the policy says. */
export function DueDialog({ target, busy, problem, onNote, onClose }: NoteDialogProps) {
  const field = useRef<HTMLInputElement>(null);
  const [day, setDay] = useState(() => dayIn(14));
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`Due date of ${targetTitle(target)}`}
      description={<TargetPlace {...target} />}
      initialFocus={field}
    >
      <form
        className="flex flex-col gap-4"
        onKeyDown={submitByKeys}
        onSubmit={(event) => {
          event.preventDefault();
          onNote({ kind: "due", dueAt: endOfDay(day) });
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        <Field id="note-due" label="Due at the end of (UTC)" hint="It takes the place of what the policy says.">
          <Input ref={field} id="note-due" type="date" required value={day} onChange={(event) => setDay(event.target.value)} aria-describedby="note-due-hint" />
        </Field>
        <div className="flex flex-wrap gap-2">
          {presets.map((days) => (
            <Button key={days} onClick={() => setDay(dayIn(days))}>
              In {days} days
            </Button>
          ))}
          <Button disabled={busy} onClick={() => onNote({ kind: "due", dueAt: null })}>
            As the policy says
          </Button>
        </div>
        <FormEnd submit="Set the date" busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
