import Link from "next/link";
import { type FindingsView, findingsHref, noFilters } from "@/components/findings/view";
import { EmptyState } from "@/components/ui/empty-state";

type NothingListedProps = { base: string; view: FindingsView; narrowed: boolean /** Why the filter cannot be read; null: it can. */; problem: string | null };

/** Why there is nothing in the list, and what to do. */
export function NothingListed({ base, view, narrowed, problem }: NothingListedProps) {
  return (
    <div className="panel">
      <EmptyState title={titleOf(view, narrowed, problem !== null)}>
        {problem ? (
          <p role="alert" className="mb-1 text-unknown">
            {problem}
          </p>
        ) : null}
        {narrowed ? (
          <Link href={findingsHref(base, view, noFilters)} className="link-inline">
            Show all open findings
          </Link>
        ) : (
          "No mirrored advisory affects what the newest SBOMs name, or all of it was decided. What no SBOM names, and what the mirror does not have, is not judged."
        )}
      </EmptyState>
    </div>
  );
}

function titleOf({ source }: FindingsView, narrowed: boolean, unread: boolean): string {
  if (unread) return "The filter cannot be read";
  if (!narrowed) return "No open finding is left to do";
  return source === "inspector" ? "Inspector alone reports nothing of it" : "No finding matches";
}
