"use client";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

/** What was done, or went wrong. */
export type Done = { id: number; words: string; note?: string | undefined; failed?: boolean; canUndo?: boolean };

/** Says what was done, until something else is or it is closed: it does not go away by itself, so that nobody has to be quick. */
export function UndoToast({ done, busy, onUndo, onClose }: { done: Done | null; busy: boolean; onUndo: () => void; onClose: () => void }) {
  const Icon = done?.failed ? CircleAlert : CircleCheck;
  return (
    <div role="status" data-noprint className="pointer-events-none fixed inset-x-0 bottom-18 z-40 flex justify-center px-4">
      {done ? (
        <div className="pointer-events-auto flex max-w-full items-center gap-3 rounded-lg bg-panel py-2 pr-2 pl-3 shadow-pop">
          <Icon aria-hidden className={done.failed ? "size-4 shrink-0 text-affected" : "size-4 shrink-0 text-clean"} />
          <p className="min-w-0 wrap-anywhere">
            {done.words} {done.note ? <span className="text-muted">{done.note}</span> : null}
          </p>
          {done.canUndo ? (
            <Button onClick={onUndo} disabled={busy}>
              Undo
              <Kbd className="max-sm:hidden">u</Kbd>
            </Button>
          ) : null}
          <Button look="ghost" size="icon" aria-label="Close" onClick={onClose}>
            <X aria-hidden />
          </Button>
        </div>
      ) : null}
    </div>
  );
}
