import Link from "next/link";
import { AdvisoriesAge } from "@/components/ask/advisories-age";
import { statusWords, unknownStatuses } from "@/components/services/service-status";
import { count, plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { withQuery } from "@/components/urls";
import type { Freshness, ServiceStatus } from "@/lib/inventory/read/schemas";

/** How complete and how old the inventory is, in one line: every answer is only as good as this. */
export function FreshnessLine({ freshness }: { freshness: Freshness }) {
  const { total, fresh, stale, incomplete, noSbom } = freshness.services;
  const counts: Record<ServiceStatus, number> = { fresh, stale, incomplete, no_sbom: noSbom };
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
      {freshness.lastUploadAt ? (
        <span>
          Last SBOM <RelativeTime at={freshness.lastUploadAt} className="text-fg" />
        </span>
      ) : null}
      <span>
        <Link href="/services" className="link-inline">
          {plural(total, "service")}
        </Link>
        , {plural(freshness.artifacts, "artifact")}
      </span>
      <span>
        {count(fresh)} current within {freshness.freshnessDays} days
      </span>
      {unknownStatuses.map((status) =>
        counts[status] > 0 ? (
          <Link
            key={status}
            href={withQuery("/services", { status })}
            title={statusWords[status].means}
            className="link-inline text-unknown decoration-unknown/50"
          >
            {count(counts[status])} {statusWords[status].word}
          </Link>
        ) : null,
      )}
      <AdvisoriesAge advisories={freshness.advisories} />
    </p>
  );
}
