import { AdvisoriesAge } from "@/components/ask/advisories-age";
import { areAdvisoriesCurrent, mirrorConsequence } from "@/components/ask/mirror-words";
import type { AdvisoryFreshness } from "@/lib/advisories/sources/schemas";

/** On pages that say what affects whom: that the mirror is not up to date, so that a short list is not taken for a good one. */
export function MirrorNote({ mirror }: { mirror: AdvisoryFreshness }) {
  if (areAdvisoriesCurrent(mirror)) return null;
  return (
    <span className="mb-2.5 block text-unknown">
      <AdvisoriesAge advisories={mirror} />
      {mirrorConsequence}
    </span>
  );
}
