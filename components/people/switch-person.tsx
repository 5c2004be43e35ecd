"use client";
import { useEffect, useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { HoldingsBack, HoldingsLeft } from "@/components/people/holdings";
import { type LinkAnswer, lost } from "@/components/people/people-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { Person, PersonDetail } from "@/lib/auth";

export type PersonChanges = { name?: string; role?: Person["role"]; disabled?: boolean };
export type PeopleWrites = {
  change: (id: string, changes: PersonChanges) => Promise<FormProblem | null>;
  link: (id: string) => Promise<LinkAnswer>;
  /** Somebody with what is theirs; null: it could not be read. */
  detail: (id: string) => Promise<PersonDetail | null>;
};
type SwitchPersonProps = { person: Person; isSelf: boolean; change: PeopleWrites["change"]; detail: PeopleWrites["detail"]; onClose: () => void };

/** Disables somebody, or enables them again, and says before what of theirs that concerns. */
export function SwitchPerson({ person: { id, name, disabledAt }, isSelf, change, detail, onClose }: SwitchPersonProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [held, setHeld] = useState<PersonDetail | null>(null);
  const disables = disabledAt === null;
  useEffect(() => {
    let isGone = false;
    const read = async () => {
      const found = await detail(id).catch(() => null);
      if (isGone) return;
      setHeld(found);
      if (found === null) setProblem(lost.detail);
    };
    void read();
    return () => {
      isGone = true;
    };
  }, [id, detail]);
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
          ? `${isSelf ? "You" : "They"} are signed out within seconds and cannot sign in. Decisions and comments stay.`
          : "They can sign in again with the password that they had."
      }
    >
      {problem ? <Notice tone="error" title={problem} className="mb-3" /> : null}
      <div aria-live="polite" className="mb-4">
        {held === null ? (
          problem ? null : (
            <p className="text-muted">Counting what is theirs.</p>
          )
        ) : disables ? (
          <HoldingsLeft person={held} />
        ) : (
          <HoldingsBack person={held} />
        )}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look={disables ? "danger" : "primary"} disabled={busy || held === null} onClick={confirm}>
          {disables ? "Disable" : "Enable"}
        </Button>
      </div>
    </Dialog>
  );
}
