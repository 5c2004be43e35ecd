import Link from "next/link";
import { count, plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import type { Freshness } from "@/lib/inventory/read/schemas";

/** How complete and how old the inventory is, in one line: every answer is only as good as this. */
export function FreshnessLine({ freshness }: { freshness: Freshness }) {
  const { total, fresh, stale, noSbom } = freshness.services;
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
        {count(fresh)} seen in {freshness.freshnessDays} days
      </span>
      {stale > 0 ? (
        <Link href="/services?status=stale" className="link-inline text-unknown decoration-unknown/50">
          {count(stale)} stale
        </Link>
      ) : null}
      {noSbom > 0 ? (
        <Link href="/services?status=no_sbom" className="link-inline text-unknown decoration-unknown/50">
          {count(noSbom)} never seen
        </Link>
      ) : null}
    </p>
  );
}
