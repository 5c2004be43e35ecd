"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { type LinkAnswer, lost } from "@/components/people/people-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { Person } from "@/lib/auth";

export type PersonChanges = { name?: string; role?: Person["role"]; disabled?: boolean };
export type PeopleWrites = {
  change: (id: string, changes: PersonChanges) => Promise<FormProblem | null>;
  link: (id: string) => Promise<LinkAnswer>;
};
type SwitchPersonProps = { person: Person; isSelf: boolean; change: PeopleWrites["change"]; onClose: () => void };

/** Disables somebody, or enables them again. */
export function SwitchPerson({ person: { id, name, disabledAt }, isSelf, change, onClose }: SwitchPersonProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const disables = disabledAt === null;
  async function confirm() {
    setBusy(true);
    const refused = await change(id, { disabled: disables }).catch(() => lost);
    if (refused === null) return isSelf ? window.location.assign("/sign-in") : onClose();
    setProblem(refused.detail);
    setBusy(false);
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={disables ? `Disable ${name}?` : `Enable ${name}?`}
      description={
        disables
          ? `${isSelf ? "You" : "They"} are signed out within seconds and cannot sign in. Decisions and comments stay, and so do API tokens.`
          : "They can sign in again with the password that they had."
      }
    >
      {problem ? <Notice tone="error" title={problem} className="mb-3" /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look={disables ? "danger" : "primary"} disabled={busy} onClick={confirm}>
          {disables ? "Disable" : "Enable"}
        </Button>
      </div>
    </Dialog>
  );
}
