"use client";
import { useSelectedLayoutSegment } from "next/navigation";
import { TabLinks } from "@/components/ui/tab-links";

const tabs = [
  { segment: "tokens", label: "API tokens" },
  { segment: "people", label: "People" },
  { segment: "teams", label: "Teams" },
  { segment: "sla", label: "SLA" },
  { segment: "sources", label: "Sources" },
  { segment: "aws", label: "AWS" },
] as const;

/** The tabs of the settings. */
export function SettingsTabs() {
  const here = useSelectedLayoutSegment();
  return <TabLinks label="Settings" tabs={tabs.map(({ segment, label }) => ({ href: `/settings/${segment}`, label, current: segment === here }))} />;
}
