"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";

const entries = [
  { href: "/", label: "Ask", under: ["/blast-radius", "/packages"] },
  { href: "/services", label: "Services", under: ["/services"] },
  { href: "/vulnerabilities", label: "Vulnerabilities", under: ["/vulnerabilities"] },
  { href: "/findings", label: "Findings", under: ["/findings"] },
  { href: "/alerts", label: "Alerts", under: ["/alerts"] },
  { href: "/upload", label: "Upload", under: ["/upload", "/uploads"] },
  { href: "/settings/tokens", label: "Settings", under: ["/settings"] },
] as const;

/** The pages of the product; the current one is marked for eyes and for screen readers. */
export function Nav() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex gap-0.5 overflow-x-auto sm:gap-1">
      {entries.map((entry) => {
        const here = path === entry.href || entry.under.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
        return (
          <Link
            key={entry.href}
            href={entry.href}
            aria-current={here ? "page" : undefined}
            className={cn("rounded-md px-2 py-1 text-muted focus-visible:-outline-offset-2 hover:text-fg sm:px-2.5", here && "bg-sunken font-medium text-fg")}
          >
            {entry.label}
          </Link>
        );
      })}
    </nav>
  );
}
