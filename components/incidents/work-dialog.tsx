"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import type { SetWork } from "@/components/incidents/service-work";
import { statusWords } from "@/components/incidents/words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { IncidentService, ServiceWorkStatus } from "@/lib/incidents/schemas";
import { visible } from "@/lib/text/visible.mjs";

type WorkDialogProps = { row: IncidentService; status: ServiceWorkStatus; set: SetWork; onClose: () => void };

/** Who is at it, a note, and for what is not affected why. */
export function WorkDialog({ row, status, set, onClose }: WorkDialogProps) {
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  async function send(data: FormData) {
    const text = (name: string) => String(data.get(name) ?? "").trim() || null;
    setBusy(true);
    setProblem(null);
    const change = {
      version: row.version,
      status,
      assignee: text("assignee"),
      note: text("note"),
      ...(status === "not_affected" ? { reason: text("reason") } : {}),
    };
    const refused = await set(row.service.slug, change).catch(() => ({ detail: "The server did not answer. Try again.", fields: {} }));
    setBusy(false);
    if (refused === null) onClose();
    else setProblem(refused);
  }
  const errorOf = (name: string) => problem?.fields[name] ?? null;
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={visible(row.service.name)} description={`Status: ${statusWords[status]}`}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send(new FormData(event.currentTarget));
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        {status === "not_affected" ? (
          <Field id="work-reason" label="Why it is not affected" error={errorOf("reason")}>
            <Input id="work-reason" name="reason" required maxLength={500} defaultValue={row.reason ?? undefined} />
          </Field>
        ) : null}
        <Field id="work-assignee" label="Assignee" optional error={errorOf("assignee")}>
          <Input id="work-assignee" name="assignee" maxLength={200} defaultValue={row.assignee ?? undefined} />
        </Field>
        <Field id="work-note" label="Note" optional error={errorOf("note")}>
          <Input id="work-note" name="note" maxLength={2_000} defaultValue={row.note ?? undefined} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button size="md" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" size="md" disabled={busy}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
