"use client";
import { ChevronDown, Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuLink, MenuPopup, MenuTrigger } from "@/components/ui/menu";
import { PrintButton } from "@/components/ui/print-button";
import { withQuery } from "@/components/urls";

const tables = [
  { part: "series", label: "Open findings over time" },
  { part: "weeks", label: "Opened and closed by week" },
  { part: "teams", label: "Teams beside each other" },
] as const;

type FiguresToolsProps = {
  /** What the figures are of, as the API takes it. */
  asked: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/** The figures to take along: each table as CSV, all of them on paper. */
export function FiguresTools({ asked }: FiguresToolsProps) {
  return (
    <>
      <Menu>
        <MenuTrigger render={<Button />}>
          <Download aria-hidden /> CSV <ChevronDown aria-hidden className="opacity-60" />
        </MenuTrigger>
        <MenuPopup align="end">
          {tables.map(({ part, label }) => (
            <MenuLink key={part} href={withQuery("/api/v1/remediation/export", { ...asked, part })} download>
              {label}
            </MenuLink>
          ))}
        </MenuPopup>
      </Menu>
      <PrintButton look="plain" />
    </>
  );
}
