"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { count } from "@/components/ui/number-format";

type DeleteTeamProps = {
  team: { slug: string; name: string; services: number };
  remove: (slug: string) => Promise<FormProblem | null>;
  onClose: () => void;
};

export function DeleteTeam({ team, remove, onClose }: DeleteTeamProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function confirm() {
    setBusy(true);
    const refused = await remove(team.slug).catch(() => ({ detail: "The server did not answer. Try again." }));
    if (refused === null) return onClose();
    setProblem(refused.detail);
    setBusy(false);
  }
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={`Delete ${team.name}?`} description={consequence(team.services)}>
      {problem ? <Notice tone="error" title={problem} className="mb-3" /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" disabled={busy} onClick={confirm}>
          Delete team
        </Button>
      </div>
    </Dialog>
  );
}

function consequence(services: number): string {
  if (services === 0) return "It owns no service. This cannot be undone.";
  return services === 1
    ? "Its service stays, without an owner. This cannot be undone."
    : `Its ${count(services)} services stay, without an owner. This cannot be undone.`;
}
