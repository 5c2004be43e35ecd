"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { incidentSeverities } from "@/lib/incidents/schemas/words";

/** What a form says of an incident, as it was typed. */
export type IncidentFields = { title: string; severity: string; window: string; notes: string; content: string };
export type SendIncident = (fields: IncidentFields) => Promise<FormProblem | null>;

type IncidentFormProps = {
  value: Omit<IncidentFields, "content">;
  /** Whether the list is typed here as well. */
  asksForList: boolean;
  send: SendIncident;
  submit: string;
  onDone?: () => void;
  onCancel?: () => void;
};

const areaStyle = `${inputStyle} h-auto resize-y py-2`;

export function IncidentForm({ value, asksForList, send, submit, onDone, onCancel }: IncidentFormProps) {
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  async function save(data: FormData) {
    const text = (name: string) => String(data.get(name) ?? "");
    setBusy(true);
    setProblem(null);
    const fields = { title: text("title").trim(), severity: text("severity"), window: text("window").trim(), notes: text("notes"), content: text("content") };
    const refused = await send(fields).catch(() => ({ detail: "The server did not answer. Try again.", fields: {} }));
    setBusy(false);
    if (refused) setProblem(refused);
    else onDone?.();
  }
  const errorOf = (field: string) => problem?.fields[field] ?? null;
  const stateOf = (field: string, hinted = false) => ({
    id: `incident-${field}`,
    name: field,
    "aria-invalid": errorOf(field) ? true : undefined,
    "aria-describedby": errorOf(field) ? `incident-${field}-error` : hinted ? `incident-${field}-hint` : undefined,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save(new FormData(event.currentTarget));
      }}
    >
      {problem ? <Notice tone="error" title={problem.detail} /> : null}
      <Field id="incident-title" label="Title" error={errorOf("title")}>
        <Input {...stateOf("title")} required maxLength={200} defaultValue={value.title} placeholder="axios 1.14.1 steals tokens" />
      </Field>
      {asksForList ? (
        <Field id="incident-content" label="List" hint="As the vendor writes it: lines, CSV, JSON, an advisory's text, a lock file." error={errorOf("content")}>
          <textarea {...stateOf("content", true)} required rows={8} spellCheck={false} autoCapitalize="none" className={`${areaStyle} font-mono text-xs`} />
        </Field>
      ) : null}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-[minmax(0,1fr)_160px]">
        <Field
          id="incident-window"
          label="Window"
          optional
          hint="2026-03-31T00:21Z..03:15Z, two days, one day, or 2026-03-31.. for one that goes on. UTC."
          error={errorOf("window")}
        >
          <Input {...stateOf("window", true)} maxLength={100} defaultValue={value.window} className="font-mono text-xs" spellCheck={false} />
        </Field>
        <Field id="incident-severity" label="Severity" error={errorOf("severity")}>
          <select {...stateOf("severity")} defaultValue={value.severity} className={inputStyle}>
            <option value="">not said</option>
            {incidentSeverities.map((severity) => (
              <option key={severity} value={severity}>
                {severity}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Field id="incident-notes" label="Notes" optional hint="What is known, what was decided: kept with every version of it." error={errorOf("notes")}>
        <textarea {...stateOf("notes", true)} rows={6} maxLength={20_000} defaultValue={value.notes} className={areaStyle} />
      </Field>
      <div className="flex justify-end gap-2">
        {onCancel ? (
          <Button size="md" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
        <Button type="submit" look="primary" size="md" disabled={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
