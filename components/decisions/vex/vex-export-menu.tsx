"use client";
import { ChevronDown, Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuPopup, MenuTrigger } from "@/components/ui/menu";
import { VexExportLinks } from "./vex-export-links";

/** Decisions that count, as a VEX document: of a service, of a team or of everything. */
export function VexExportMenu({ service, team }: { service?: string; team?: string }) {
  return (
    <Menu>
      <MenuTrigger render={<Button />}>
        <Download aria-hidden /> Export as VEX <ChevronDown aria-hidden className="opacity-60" />
      </MenuTrigger>
      <MenuPopup align="end" className="min-w-56">
        <VexExportLinks service={service} team={team} />
      </MenuPopup>
    </Menu>
  );
}
