"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title. */
  description?: React.ReactNode;
  className?: string;
  /** What has the focus at first, where it is not the close button. */
  initialFocus?: React.RefObject<HTMLElement | null>;
  children: React.ReactNode;
};

/** A modal dialog with a title and a close button; Escape and the backdrop close it. */
export function Dialog({ open, onOpenChange, title, description, className, initialFocus, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-overlay transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          {...(initialFocus ? { initialFocus: () => focusAtOnce(initialFocus) } : {})}
          className={cn(
            "fixed top-[12vh] left-1/2 z-50 max-h-[80vh] w-[min(32rem,94vw)] -translate-x-1/2 overflow-y-auto rounded-xl bg-panel p-5 shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0",
            className,
          )}
        >
          <div className="mb-3 flex items-start justify-between gap-4">
            <div>
              <Base.Title className="font-semibold text-lg">{title}</Base.Title>
              {description ? <Base.Description className="text-muted">{description}</Base.Description> : null}
            </div>
            <Base.Close render={<Button look="ghost" size="icon" aria-label="Close" className="-mt-1 -mr-2" />}>
              <X aria-hidden />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Focuses what keys go to, and leaves nothing to Base UI: it would do so a frame later, and a key that is pressed before that would be lost. */
function focusAtOnce({ current }: React.RefObject<HTMLElement | null>): boolean {
  current?.focus();
  return current === null;
}
