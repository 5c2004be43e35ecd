"use client";
import { useState } from "react";
import { IssuedLink } from "@/components/people/issued-link";
import { type LinkAnswer, lost } from "@/components/people/people-words";
import type { PeopleWrites } from "@/components/people/switch-person";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { Person } from "@/lib/auth";

type PasswordLinkProps = { person: Person; link: PeopleWrites["link"]; onClose: () => void };

/** Makes the link by which somebody chooses a new password, and shows it once. */
export function PasswordLink({ person, link, onClose }: PasswordLinkProps) {
  const [answer, setAnswer] = useState<LinkAnswer | null>(null);
  const [busy, setBusy] = useState(false);
  async function make() {
    setBusy(true);
    setAnswer(await link(person.id).catch(() => ({ problem: lost })));
    setBusy(false);
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`A new password for ${person.name}`}
      description="A one-time link by which they choose it. The old one works until then, and their sessions end with the new one."
    >
      {answer && "problem" in answer ? <Notice tone="error" title={answer.problem.detail} className="mb-3" /> : null}
      {answer && "issued" in answer ? <IssuedLink issued={answer.issued} className="mb-3" /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{answer && "issued" in answer ? "Done" : "Cancel"}</Button>
        {answer && "issued" in answer ? null : (
          <Button look="primary" disabled={busy} onClick={make}>
            Make the link
          </Button>
        )}
      </div>
    </Dialog>
  );
}
