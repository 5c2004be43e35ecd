"use client";
import { Command } from "cmdk";
import { UserRound, UserRoundX } from "lucide-react";
import { useRef } from "react";
import type { NoteDialogProps } from "@/components/findings/triage/comment-dialog";
import { TargetPlace, targetTitle } from "@/components/findings/triage/target-words";
import { Dialog } from "@/components/ui/dialog";
import { inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import type { PersonRef } from "@/lib/findings/notes/schemas";

const itemStyle =
  "flex min-h-9 items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-sunken data-[disabled=true]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

type AssignDialogProps = NoteDialogProps & { people: readonly PersonRef[]; me: string };

/** Who is at findings: a name as it is typed, Enter assigns. The caller comes first. */
export function AssignDialog({ target, busy, problem, onNote, onClose, people, me }: AssignDialogProps) {
  const field = useRef<HTMLInputElement>(null);
  const own = people.find(({ id }) => id === me);
  const assign = (assignee: string | null) => onNote({ kind: "assignee", assignee });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`Assign ${targetTitle(target)}`}
      description={<TargetPlace {...target} />}
      initialFocus={field}
    >
      {problem ? <Notice tone="error" title={problem.detail} className="mb-3" /> : null}
      <Command loop label="People" className="flex flex-col gap-2">
        <Command.Input ref={field} placeholder="Name" className={inputStyle} />
        <Command.List className="max-h-64 overflow-y-auto">
          <Command.Empty className="px-2.5 py-2 text-muted">Nobody has a name like this.</Command.Empty>
          {own ? (
            <Command.Item value={`me ${own.name} ${own.id}`} disabled={busy} className={itemStyle} onSelect={() => assign(own.id)}>
              <UserRound aria-hidden />
              <span className="truncate">
                Me, <VisibleText text={own.name} />
              </span>
            </Command.Item>
          ) : null}
          {people
            .filter(({ id }) => id !== me)
            .map(({ id, name }) => (
              <Command.Item key={id} value={`${name} ${id}`} disabled={busy} className={itemStyle} onSelect={() => assign(id)}>
                <UserRound aria-hidden />
                <span className="truncate">
                  <VisibleText text={name} />
                </span>
              </Command.Item>
            ))}
          <Command.Item value="nobody" disabled={busy} className={itemStyle} onSelect={() => assign(null)}>
            <UserRoundX aria-hidden />
            Nobody
          </Command.Item>
        </Command.List>
      </Command>
    </Dialog>
  );
}
