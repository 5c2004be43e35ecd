import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Where there are no figures, and what makes them: services, then advisories. */
export function NothingYet({ hasServices, clearHref }: { hasServices: boolean; clearHref: string | null }) {
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
      <EmptyState title={hasServices ? "Nothing was ever found" : "Nothing to count yet"}>
        {hasServices ? (
          <>
            <p>No mirrored advisory has affected what the SBOMs name. Look whether the sources are mirrored.</p>
            <ButtonLink href="/settings/sources" className="mt-3">
              Sources of advisories
            </ButtonLink>
          </>
        ) : (
          <>
            <p>Figures begin with the first SBOM: what its packages are affected by opens, and closes with the build that fixes it.</p>
            <ButtonLink href="/upload" className="mt-3">
              Upload an SBOM
            </ButtonLink>
          </>
        )}
      </EmptyState>
    </div>
  );
}
