import Link from "next/link";
import { ageWords, areAdvisoriesCurrent, shortAgeWords } from "@/components/ask/mirror-words";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/time";
import type { AdvisoryFreshness } from "@/lib/advisories/sources/schemas";

/** How new the advisories are, as a link to their sources; `short` where there is little room. */
export function AdvisoriesAge({ advisories, short = false, className }: { advisories: AdvisoryFreshness; short?: boolean; className?: string }) {
  const { words, at, rest } = short ? shortAgeWords(advisories) : ageWords(advisories);
  return (
    <Link
      href="/settings/sources"
      prefetch={false}
      title={means(advisories)}
      className={cn("link-inline", !areAdvisoriesCurrent(advisories) && "text-unknown decoration-unknown/50", className)}
    >
      {words}
      {at === null ? null : <RelativeTime at={at} />}
      {rest}
    </Link>
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
