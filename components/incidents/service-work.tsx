"use client";
import { ChevronDown } from "lucide-react";
import { useState, useTransition } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { WorkMark } from "@/components/incidents/status-mark";
import { statusWords } from "@/components/incidents/words";
import { WorkDialog } from "@/components/incidents/work-dialog";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuPopup, MenuRadio, MenuRadioGroup, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import type { IncidentService } from "@/lib/incidents/schemas";
import { type ServiceWorkStatus, serviceWorkStatuses } from "@/lib/incidents/schemas/words";
import { visible } from "@/lib/text/visible.mjs";

export type WorkChange = { version: number; status: ServiceWorkStatus; reason?: string | null; assignee?: string | null; note?: string | null };
/** Says what is being done about a service. Returns null or what is wrong. */
export type SetWork = (service: string, change: WorkChange) => Promise<FormProblem | null>;

const lost: FormProblem = { detail: "The server did not answer. Try again.", fields: {} };

/** What is being done about a service, as a menu; the rest of what can be said is in a dialog. */
export function ServiceWork({ row, set }: { row: IncidentService; set: SetWork }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [editing, setEditing] = useState<ServiceWorkStatus | null>(null);
  const [busy, start] = useTransition();
  const { service, status, version } = row;
  function choose(next: ServiceWorkStatus) {
    // It needs a reason.
    if (next === "not_affected") return setEditing(next);
    if (next === status) return;
    setProblem(null);
    start(async () => {
      const refused = await set(service.slug, { version, status: next }).catch(() => lost);
      if (refused) setProblem(refused.detail);
    });
  }
  return (
    <>
      <Menu>
        <MenuTrigger
          render={
            <Button
              look="ghost"
              aria-busy={busy}
              aria-label={visible(`Status of ${service.name}: ${status ? statusWords[status] : "nothing said"}`)}
              className="-mx-1.5 h-6 px-1.5 font-normal text-fg text-sm"
            />
          }
        >
          {status ? <WorkMark status={status} /> : <span className="text-muted">nothing said</span>}
          <ChevronDown aria-hidden className="opacity-60" />
        </MenuTrigger>
        <MenuPopup aria-label="Status">
          <MenuRadioGroup value={status ?? ""} onValueChange={choose}>
            {serviceWorkStatuses.map((each) => (
              <MenuRadio key={each} value={each} closeOnClick>
                <WorkMark status={each} />
              </MenuRadio>
            ))}
          </MenuRadioGroup>
          <MenuSeparator />
          <MenuItem onClick={() => setEditing(status ?? "to_do")}>Assign, note ...</MenuItem>
        </MenuPopup>
      </Menu>
      {problem ? (
        <span role="alert" className="block whitespace-normal text-affected">
          {problem}
        </span>
      ) : null}
      {editing ? <WorkDialog row={row} status={editing} set={set} onClose={() => setEditing(null)} /> : null}
    </>
  );
}
