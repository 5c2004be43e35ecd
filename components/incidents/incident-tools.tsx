"use client";
import { useState, useTransition } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { IncidentForm, type SendIncident } from "@/components/incidents/incident-form";
import { windowField } from "@/components/incidents/words";
import { Button, ButtonLink, buttonStyle } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { withQuery } from "@/components/urls";
import type { Incident } from "@/lib/incidents/schemas";

type Said = Pick<Incident, "id" | "version" | "title" | "severity" | "window" | "notes" | "status" | "asOf" | "permalink">;
/** Null: it cannot be changed here. */
export type IncidentActions = {
  change: SendIncident;
  setStatus: (status: "open" | "closed") => Promise<FormProblem | null>;
  run: () => Promise<FormProblem | null>;
};

/** Takes the incident elsewhere, and changes it. The links carry the moment, so they keep saying what was seen. */
export function IncidentTools({ incident, actions }: { incident: Said; actions: IncidentActions | null }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const [busy, start] = useTransition();
  const { id, status, asOf, permalink } = incident;
  const exportHref = (format: string) => withQuery(`/api/v1/incidents/${id}/export`, { format, asof: asOf });
  function act(work: () => Promise<FormProblem | null>) {
    setProblem(null);
    start(async () => {
      const refused = await work().catch(() => ({ detail: "The server did not answer. Try again." }));
      if (refused) setProblem(refused.detail);
    });
  }
  return (
    <div data-noprint className="flex min-w-0 flex-col gap-1.5 sm:items-end">
      <div className="flex flex-wrap gap-2 sm:justify-end">
        <CopyButton text={() => fetch(exportHref("markdown")).then(textOf)} label="Copy for chat" data-copy-chat />
        {(["csv", "json"] as const).map((format) => (
          <a key={format} href={exportHref(format)} download className={buttonStyle()}>
            {format.toUpperCase()}
          </a>
        ))}
        <CopyButton text={() => new URL(permalink, window.location.href).href} label="Link as of now" />
        <ButtonLink href={withQuery(`/incidents/${id}/report`, { asof: asOf })}>Report</ButtonLink>
        {actions ? (
          <>
            <Button disabled={busy || status === "closed"} onClick={() => act(actions.run)}>
              Check now
            </Button>
            <Button disabled={busy} onClick={() => setEditing(true)}>
              Edit
            </Button>
            <Button disabled={busy} onClick={() => act(() => actions.setStatus(status === "open" ? "closed" : "open"))}>
              {status === "open" ? "Close" : "Open again"}
            </Button>
          </>
        ) : null}
      </div>
      {problem ? (
        <p role="alert" className="text-affected">
          {problem}
        </p>
      ) : null}
      {actions && editing ? (
        <Dialog open onOpenChange={setEditing} title="Edit the incident">
          <IncidentForm
            value={{ title: incident.title, severity: incident.severity ?? "", window: windowField(incident.window), notes: incident.notes }}
            asksForList={false}
            send={actions.change}
            submit="Save"
            onDone={() => setEditing(false)}
            onCancel={() => setEditing(false)}
          />
        </Dialog>
      ) : null}
    </div>
  );
}

async function textOf(response: Response): Promise<string> {
  if (!response.ok) throw new Error("no export");
  return response.text();
}
