"use client";
import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuLink, MenuPopup, MenuTrigger } from "@/components/ui/menu";

const entries = [
  { href: "/", label: "Ask", under: ["/blast-radius", "/packages"] },
  { href: "/services", label: "Services", under: ["/services"] },
  { href: "/vulnerabilities", label: "Vulnerabilities", under: ["/vulnerabilities"] },
  { href: "/findings", label: "Findings", under: ["/findings"] },
  { href: "/decisions", label: "Decisions", under: ["/decisions"] },
  { href: "/remediation", label: "Remediation", under: ["/remediation", "/teams"] },
  { href: "/incidents", label: "Incidents", under: ["/incidents"] },
  { href: "/alerts", label: "Alerts", under: ["/alerts"] },
  { href: "/upload", label: "Upload", under: ["/upload", "/uploads"] },
  { href: "/settings/tokens", label: "Settings", under: ["/settings"] },
] as const;

/** The pages of the product; the current one is marked for eyes and for screen readers. Where they have no room side by side, in a menu. */
export function Nav() {
  const path = usePathname();
  const isHere = ({ href, under }: (typeof entries)[number]) => path === href || under.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  return (
    <nav aria-label="Main" className="shrink-0">
      <div className="flex gap-1 max-xl:hidden">
        {entries.map((entry) => (
          <Link
            key={entry.href}
            href={entry.href}
            aria-current={isHere(entry) ? "page" : undefined}
            className={cn("rounded-md px-2.5 py-1 text-muted focus-visible:-outline-offset-2 hover:text-fg", isHere(entry) && "bg-sunken font-medium text-fg")}
          >
            {entry.label}
          </Link>
        ))}
      </div>
      <NarrowNav here={entries.find(isHere)?.label ?? "Menu"} />
    </nav>
  );
}

/** A menu that is named after the page that is open. */
function NarrowNav({ here }: { here: string }) {
  return (
    <Menu>
      <MenuTrigger render={<Button look="ghost" className="xl:hidden" aria-label={`Pages, now ${here}`} />}>
        {here}
        <ChevronDown aria-hidden className="opacity-60" />
      </MenuTrigger>
      <MenuPopup>
        {entries.map(({ href, label }) => (
          <MenuLink
            key={href}
            render={<Link href={href} />}
            closeOnClick
            aria-current={label === here ? "page" : undefined}
            className={cn("min-h-9", label === here && "font-medium")}
          >
            {label}
          </MenuLink>
        ))}
      </MenuPopup>
    </Menu>
  );
}
