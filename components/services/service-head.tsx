"use client";
import { useSelectedLayoutSegments } from "next/navigation";
import { TabLinks } from "@/components/ui/tab-links";
import { serviceHref } from "@/components/urls";

const tabs = [
  { segment: null, path: "", label: "Overview" },
  { segment: "components", path: "/components", label: "Components" },
  { segment: "findings", path: "/findings", label: "Findings" },
  { segment: "inspector", path: "/inspector", label: "Inspector" },
  { segment: "builds", path: "/builds", label: "Builds" },
  { segment: "deployments", path: "/deployments", label: "Deployments" },
] as const;

/** The tabs of a service. */
export function ServiceTabs({ slug }: { slug: string }) {
  // A group of routes, in parentheses, is a segment too.
  const here = useSelectedLayoutSegments().find((segment) => !segment.startsWith("(")) ?? null;
  const links = tabs.map(({ segment, path, label }) => ({
    href: `${serviceHref(slug)}${path}`,
    label,
    current: segment === (here === "compare" ? "builds" : here),
  }));
  return <TabLinks label="Service" tabs={links} className="mt-3" />;
}
