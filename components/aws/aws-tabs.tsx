"use client";
import Link from "next/link";
import { useSelectedLayoutSegment } from "next/navigation";
import { cn } from "@/components/ui/cn";

const pages = [
  { segment: "accounts", href: "/settings/aws", label: "Accounts" },
  { segment: "events", href: "/settings/aws/events", label: "Events" },
  { segment: "resources", href: "/settings/aws/resources", label: "Resources" },
  { segment: "rules", href: "/settings/aws/rules", label: "Mapping rules" },
] as const;

/** The pages about AWS, under the tabs of the settings. */
export function AwsTabs() {
  const here = useSelectedLayoutSegment() ?? "accounts";
  return (
    <nav aria-label="AWS" className="-mt-1.5 mb-4 -ml-2.5 flex flex-wrap gap-1">
      {pages.map(({ segment, href, label }) => (
        <Link
          key={segment}
          href={href}
          aria-current={segment === here ? "page" : undefined}
          className={cn("rounded-md px-2.5 py-1 text-muted hover:text-fg", segment === here && "bg-sunken font-medium text-fg")}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
