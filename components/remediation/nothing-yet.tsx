import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { RemediationFigures } from "@/lib/remediation/schemas";

/** Whether there was a service, or a finding at any time of the period. */
export function isAnythingKnown({ coverage, open, flow }: Pick<RemediationFigures, "coverage" | "open" | "flow">): boolean {
  return coverage.services + open.total + open.before.total + flow.opened > 0;
}

type NothingYetProps = {
  /** The page without the filters that leave nothing; null: there are none. */
  clearHref: string | null;
  /** The page as of today, where it is of a past day. */
  todayHref: string | null;
};

/** Where there are no figures, and what makes them. */
export function NothingYet({ clearHref, todayHref }: NothingYetProps) {
  if (todayHref)
    return (
      <div className="panel">
        <EmptyState title="Nothing was known by that day">
          <p>No service had been seen, and no finding had been opened.</p>
          <ButtonLink href={todayHref} scroll={false} className="mt-3">
            The figures of today
          </ButtonLink>
        </EmptyState>
      </div>
    );
  if (clearHref)
    return (
      <div className="panel">
        <EmptyState title="No service is under these filters">
          <ButtonLink href={clearHref} scroll={false} className="mt-2">
            Clear all filters
          </ButtonLink>
        </EmptyState>
      </div>
    );
  return (
    <div className="panel">
      <EmptyState title="Nothing to count yet">
        <p>Figures begin with the first SBOM: what its packages are affected by opens, and closes with the build that fixes it.</p>
        <ButtonLink href="/upload" className="mt-3">
          Upload an SBOM
        </ButtonLink>
      </EmptyState>
    </div>
  );
}

/** There are services, and nothing of them was open at any time of the period: which is only as good as the advisories. */
export function NothingOpen() {
  return (
    <div className="panel">
      <EmptyState title="Nothing was open in all of the period">
        <p>No mirrored advisory affected what the SBOMs name. What no SBOM names, and what the mirror does not have, is not judged.</p>
        <ButtonLink href="/settings/sources" className="mt-3">
          Sources of advisories
        </ButtonLink>
      </EmptyState>
    </div>
  );
}
