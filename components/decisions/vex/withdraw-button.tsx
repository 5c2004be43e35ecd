"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";

/** Withdraws a document after a question: its decisions end. */
export function WithdrawButton({ id, standing }: { id: string; standing: number }) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const router = useRouter();
  async function withdraw() {
    setBusy(true);
    const response = await fetch(`/api/v1/vex-documents/${id}/withdraw`, { method: "POST" }).catch(() => null);
    const body = response === null || response.ok ? null : await response.json().catch(() => null);
    setBusy(false);
    if (!response?.ok) return setProblem(String(body?.detail ?? "The server could not be reached. Try again."));
    setOpen(false);
    router.refresh();
  }
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        Withdraw
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Withdraw this document?"
        description={`${standing === 1 ? "The decision" : `The ${standing} decisions`} that it made will not count any more, but for what another document says too. Nothing is deleted.`}
      >
        {problem ? <Notice tone="error" title={problem} className="mb-3" /> : null}
        <div className="flex justify-end gap-2">
          <Button size="md" onClick={() => setOpen(false)}>
            Keep it
          </Button>
          <Button size="md" look="danger" disabled={busy} onClick={() => void withdraw()}>
            Withdraw
          </Button>
        </div>
      </Dialog>
    </>
  );
}
