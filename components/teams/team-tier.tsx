"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { tierHints, tierText } from "@/components/services/tier-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/number-format";

export type GiveTeamTier = (team: string, tier: number | null) => Promise<FormProblem | null>;
type TeamTierProps = { team: { slug: string; name: string; services: number }; give: GiveTeamTier; onClose: () => void };

const lost: FormProblem = { detail: "The server did not answer. Try again.", fields: {} };

/** Gives every service of a team the same tier. */
export function TeamTier({ team, give, onClose }: TeamTierProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit(data: FormData) {
    setBusy(true);
    setProblem(null);
    const tier = Number(data.get("tier"));
    const refused = await give(team.slug, tier === 0 ? null : tier).catch(() => lost);
    if (refused === null) return onClose();
    setProblem(refused.detail);
    setBusy(false);
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`Tier of ${plural(team.services, "service")}`}
      description={`All that ${team.name} owns now, whatever tier each has. Due dates and the order of findings go by it.`}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        {problem ? <Notice tone="error" title={problem} /> : null}
        <fieldset>
          <legend className="mb-1 font-medium text-[12.5px]">Tier</legend>
          {tierHints.map(([tier, hint]) => (
            <label key={tier} className="flex min-h-7 items-center gap-2">
              <input type="radio" name="tier" value={tier} required className="size-4 accent-fg" />
              {tierText(tier)} <span className="text-muted">{hint}</span>
            </label>
          ))}
          <label className="flex min-h-7 items-center gap-2">
            <input type="radio" name="tier" value="0" className="size-4 accent-fg" />
            no tier <span className="text-muted">counts as 3</span>
          </label>
        </fieldset>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={busy}>
            Set the tier
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
