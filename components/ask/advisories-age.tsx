import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import type { AdvisoryFreshness } from "@/lib/advisories/sources/schemas";

/** Whether what is known of vulnerabilities can be relied on to be new. */
export function areAdvisoriesCurrent({ state }: AdvisoryFreshness): boolean {
  return state === "current";
}

/** How new the advisories are, as a link to their sources. */
export function AdvisoriesAge({ advisories, className }: { advisories: AdvisoryFreshness; className?: string }) {
  return (
    <Link
      href="/settings/sources"
      prefetch={false}
      title={means(advisories)}
      className={cn("link-inline", !areAdvisoriesCurrent(advisories) && "text-unknown decoration-unknown/50", className)}
    >
      <AdvisoriesAgeWords advisories={advisories} />
    </Link>
  );
}

export function AdvisoriesAgeWords({ advisories }: { advisories: AdvisoryFreshness }) {
  const { state, lastSyncAt, sources, stale, waiting } = advisories;
  if (state === "off") return "Advisories are switched off";
  if (state === "none") return "No advisories yet";
  if (lastSyncAt === null) return "Advisories not synced yet";
  return (
    <>
      Advisories synced <RelativeTime at={lastSyncAt} />
      {stale > 0 ? `, ${count(stale)} of ${count(sources)} stale` : waiting > 0 ? `, ${count(waiting)} of ${count(sources)} not yet` : ""}
    </>
  );
}

function means({ state, staleAfterHours, stale }: AdvisoryFreshness): string {
  switch (state) {
    case "off":
      return "Nothing is mirrored: vulnerabilities and malware are not looked for";
    case "none":
      return "The mirror follows the inventory, and nothing there is covered yet";
    case "waiting":
      return "A source was never synced: what it knows is not known here yet";
    case "stale":
      return `${stale === 1 ? "A source was" : "Sources were"} not synced for more than ${staleAfterHours} hours: what is newer is not known here`;
    case "current":
      return "When a source of advisories was last brought up to date";
  }
}
