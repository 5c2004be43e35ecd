"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/number-format";

type WithdrawButtonProps = { findings: number; withdraw: (reason: string | null) => Promise<FormProblem | null> };

/** Asks why before it withdraws. */
export function WithdrawButton({ findings, withdraw }: WithdrawButtonProps) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  async function send(reason: string | null) {
    setBusy(true);
    const refused = await withdraw(reason).catch(() => ({ detail: "The server did not answer. Try again.", fields: {} }));
    setBusy(false);
    setProblem(refused);
    if (refused === null) setOpen(false);
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>Withdraw</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Withdraw the decision"
        description={`It stays readable, and does not count any more. ${
          findings === 0 ? "It counts for no open finding now." : `What it overrode counts again for ${plural(findings, "finding")}.`
        }`}
      >
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void send(String(new FormData(event.currentTarget).get("reason") ?? "").trim() || null);
          }}
        >
          {problem ? <Notice tone="error" title={problem.detail} /> : null}
          <Field id="withdraw-reason" label="Reason" optional>
            <Input id="withdraw-reason" name="reason" maxLength={2_000} />
          </Field>
          <div className="flex justify-end gap-2">
            <Button size="md" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button type="submit" look="primary" size="md" disabled={busy}>
              Withdraw
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
