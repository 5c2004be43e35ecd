"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

type ConfirmButtonProps = {
  /** A server action with its input bound; the page is drawn again by it. */
  act: () => Promise<FormProblem | null>;
  /** The words on the button. */
  children: string;
  /** Its accessible name, which says of what. */
  label: string;
  title: string;
  description: string;
  /** What it means, a line each. */
  means?: readonly string[];
  confirm: string;
  /** Where to go afterwards; absent: here. */
  next?: string;
  className?: string;
};

/** A button for what cannot be taken back: it asks first, and says what it means. */
export function ConfirmButton({ act, children, label, title, description, means = [], confirm, next, className }: ConfirmButtonProps) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const router = useRouter();
  async function run() {
    setBusy(true);
    setProblem(null);
    const refused = await act().catch(() => ({ detail: "The server did not answer. Try again." }));
    setBusy(false);
    if (refused) return setProblem(refused.detail);
    setOpen(false);
    if (next) router.push(next);
  }
  return (
    <>
      <Button look="danger" className={className ?? "h-7"} aria-label={label} onClick={() => setOpen(true)}>
        {children}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={title} description={description}>
        {means.length > 0 ? (
          <ul className="mb-4 list-disc pl-5">
            {means.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : null}
        {problem ? <Notice tone="error" title={problem} className="mb-3" /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>Keep it</Button>
          <Button look="danger" disabled={busy} onClick={run}>
            {confirm}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
