import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import type { SourceList } from "@/lib/advisories/sources/schemas";

/** Why nothing is mirrored, and how to begin. */
export function NoSources({ meta }: { meta: SourceList["meta"] }) {
  return (
    <div className="panel">
      {meta.osv.address === null ? (
        <EmptyState title="Nothing is mirrored">
          Set <code>WHEREIN_OSV_URL</code> to the address of OSV, or to a copy, and start again.
        </EmptyState>
      ) : (
        <EmptyState title="Nothing is mirrored yet">
          The mirror follows the inventory:{" "}
          <Link href="/upload" className="link-inline">
            upload an SBOM
          </Link>
          , and within a minute the advisories of its ecosystems are fetched. Or name ecosystems in <code>WHEREIN_OSV_ECOSYSTEMS</code>.
        </EmptyState>
      )}
    </div>
  );
}
