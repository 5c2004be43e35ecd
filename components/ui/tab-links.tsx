import Link from "next/link";
import { cn } from "@/components/ui/cn";

export type TabLink = { href: string; label: string; current: boolean };

/** Tabs that are pages of their own, so each has an address. */
export function TabLinks({ label, tabs, className }: { label: string; tabs: readonly TabLink[]; className?: string }) {
  return (
    <nav aria-label={label} className={cn("mb-4 flex flex-wrap gap-x-4 border-line border-b", className)}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
          className={cn("-mb-px border-b-2 py-2", tab.current ? "border-fg font-medium" : "border-transparent text-muted hover:text-fg")}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
