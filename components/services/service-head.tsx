"use client";
import Link from "next/link";
import { useSelectedLayoutSegment } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { serviceHref } from "@/components/urls";

const tabs = [
  { segment: null, path: "", label: "Overview" },
  { segment: "components", path: "/components", label: "Components" },
  { segment: "builds", path: "/builds", label: "Builds" },
] as const;

/** The tabs of a service are pages of their own, so each has an address. */
export function ServiceTabs({ slug }: { slug: string }) {
  const here = useSelectedLayoutSegment();
  return (
    <nav aria-label="Service" className="mt-3 mb-4 flex gap-4 border-line border-b">
      {tabs.map((tab) => {
        const current = tab.segment === here;
        return (
          <Link
            key={tab.label}
            href={`${serviceHref(slug)}${tab.path}`}
            aria-current={current ? "page" : undefined}
            className={cn("-mb-px border-b-2 py-2", current ? "border-fg font-medium" : "border-transparent text-muted hover:text-fg")}
          >
            {tab.label}
          </Link>
        );
      })}
    </nav>
  );
}
