"use client";
import { ChevronDown } from "lucide-react";
import { useState, useTransition } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { tierHints, tierText } from "@/components/services/tier-words";
import { Button } from "@/components/ui/button";
import { Menu, MenuLink, MenuPopup, MenuRadio, MenuRadioGroup, MenuSeparator, MenuTrigger } from "@/components/ui/menu";

type TierControlProps = { service: string; tier: number | null; give: (service: string, tier: number | null) => Promise<FormProblem | null> };

// No tier has the number 0.
const none = 0;

/** How important the service is, as a menu. */
export function TierControl({ service, tier, give }: TierControlProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, start] = useTransition();
  function choose(value: number) {
    if (value === (tier ?? none)) return;
    setProblem(null);
    start(async () => {
      const refused = await give(service, value === none ? null : value).catch(() => ({ detail: "The server did not answer. Try again." }));
      if (refused) setProblem(refused.detail);
    });
  }
  return (
    <>
      <Menu>
        <MenuTrigger render={<Button look="ghost" aria-busy={busy} className="-mx-1.5 h-6 px-1.5 font-normal text-sm" />}>
          {tierText(tier)}
          <ChevronDown aria-hidden />
        </MenuTrigger>
        <MenuPopup aria-label="Tier">
          <MenuRadioGroup value={tier ?? none} onValueChange={choose}>
            {tierHints.map(([each, hint]) => (
              <MenuRadio key={each} value={each} closeOnClick>
                {tierText(each)} <span className="text-muted">{hint}</span>
              </MenuRadio>
            ))}
            <MenuRadio value={none} closeOnClick>
              No tier <span className="text-muted">counts as 3</span>
            </MenuRadio>
          </MenuRadioGroup>
          <MenuSeparator />
          <MenuLink href="/settings/sla">What it is for: SLA</MenuLink>
        </MenuPopup>
      </Menu>
      {problem ? (
        <span role="alert" className="text-affected">
          {problem}
        </span>
      ) : null}
    </>
  );
}
