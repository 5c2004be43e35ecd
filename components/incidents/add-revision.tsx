"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { count, plural } from "@/components/ui/number-format";
import type { AddRevision as Added } from "@/lib/incidents/schemas";

type Given = { content: string; mode: NonNullable<Added["mode"]>; note: string | null };
type Revised = { revision: number; added: number; removed: number; newServices: number };
/** Adds lines, or takes the next revision of the list. */
export type SendRevision = (given: Given) => Promise<{ revised: Revised } | { problem: FormProblem }>;

const lost = { problem: { detail: "The server did not answer. Try again.", fields: {} } };

/** More lines, or the next list of the vendor. It says at once what that changed. */
export function AddRevision({ send }: { send: SendRevision }) {
  const [said, setSaid] = useState<Revised | null>(null);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  async function add(form: HTMLFormElement) {
    const data = new FormData(form);
    setBusy(true);
    setProblem(null);
    setSaid(null);
    const mode = data.get("mode") === "replace" ? "replace" : "add";
    const note = String(data.get("note") ?? "").trim() || null;
    const answer = await send({ content: String(data.get("content") ?? ""), mode, note }).catch(() => lost);
    setBusy(false);
    if ("problem" in answer) return setProblem(answer.problem);
    setSaid(answer.revised);
    form.reset();
  }
  return (
    <details className="panel px-4 py-2" open={said !== null || undefined}>
      <summary className="font-medium leading-6">Add lines, or the next revision</summary>
      <form
        className="mt-2 mb-2 flex max-w-[860px] flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void add(event.currentTarget);
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        {said ? (
          <Notice
            tone="done"
            title={`Revision ${said.revision}: +${plural(said.added, "indicator")}, -${count(said.removed)}, +${plural(said.newServices, "service")}`}
          />
        ) : null}
        <Field id="revision-content" label="List">
          <textarea
            id="revision-content"
            name="content"
            required
            rows={5}
            spellCheck={false}
            autoCapitalize="none"
            className={`${inputStyle} h-auto resize-y py-2 font-mono text-xs`}
          />
        </Field>
        <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
          <legend className="sr-only">What it is</legend>
          <label className="flex min-h-6 items-center gap-2">
            <input type="radio" name="mode" value="add" defaultChecked /> Add to what is looked for
          </label>
          <label className="flex min-h-6 items-center gap-2">
            <input type="radio" name="mode" value="replace" /> Replace it: the next revision of the same list
          </label>
        </fieldset>
        <Field id="revision-note" label="Note" optional>
          <Input id="revision-note" name="note" maxLength={500} />
        </Field>
        <div className="flex justify-end">
          <Button type="submit" look="primary" size="md" disabled={busy}>
            Add revision
          </Button>
        </div>
      </form>
    </details>
  );
}
