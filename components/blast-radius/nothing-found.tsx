import Link from "next/link";
import { facetCount, noFacets, type View, viewHref } from "@/components/blast-radius/view";
import { EmptyState } from "@/components/ui/empty-state";
import { plural } from "@/components/ui/number-format";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

/** No row: why that can be, and what to try. It does not say that nothing is affected. */
export function NothingFound({ answer, view }: { answer: BlastRadius; view: View }) {
  const narrowed = facetCount(view) > 0;
  const byAdvisory = answer.vulnerabilities.length > 0;
  if (answer.unknownAdvisories.length > 0) return <NoAdvisory answer={answer} />;
  const never = answer.meta.packagesMatched === 0;
  if (view.when !== "any" && (answer.exposure || answer.running)) return <NotOnThisSide view={view} />;
  return (
    <div className="panel">
      <EmptyState title={never ? "No SBOM has ever named it" : "No current SBOM names it"}>
        <p>
          {never
            ? answer.list !== null
              ? "No package of the list is in any SBOM, at any version. Check how its names were read: all lines of the list say what each means. What no SBOM names can still be there."
              : answer.question.text.includes("sha256:")
                ? "A hash finds what an SBOM gives a SHA-256 for, and many give none: ask for the package and its version too."
                : byAdvisory
                  ? "No version of a package in the inventory is affected by it, as far as the mirrored advisories and the SBOMs say. What no SBOM names can still be there."
                  : "Check the spelling and the ecosystem: names are compared as the ecosystem writes them. What no SBOM names can still be there, in files that no generator looked at."
            : `${plural(answer.meta.packagesMatched, "package")} of the inventory ${answer.meta.packagesMatched === 1 ? "has" : "have"} ${byAdvisory ? "versions that are affected or could not be judged" : "this name"}, but no service holds ${answer.meta.packagesMatched === 1 ? "it" : "them"} within this question.`}
        </p>
        {narrowed ? (
          <p className="mt-3">
            <Link href={viewHref(view, noFacets)} className="link-inline">
              Ask without the facets
            </Link>
          </p>
        ) : null}
      </EmptyState>
    </div>
  );
}

/** An id that the mirror does not have: what can be done. */
function NoAdvisory({ answer }: { answer: BlastRadius }) {
  return (
    <div className="panel">
      <EmptyState title="The mirror has no such advisory">
        <p>
          Nothing is known of {answer.unknownAdvisories.slice(0, 10).join(", ")}, so every service that holds nothing else that is asked for is unknown. Check
          the id, or ask for the package that it is about.
        </p>
      </EmptyState>
    </div>
  );
}

/** The window has rows, but not on the side that is chosen. */
function NotOnThisSide({ view }: { view: View }) {
  const words = {
    any: "",
    now: "holds it now",
    during: "is known to have held it in the window",
    built: "is known to have built it in the window",
    production: "is known to run it in production",
    running: "is known to run it",
  }[view.when];
  return (
    <div className="panel">
      <EmptyState title={`No service ${words}`}>
        <p>
          <Link href={viewHref(view, { when: "any" })} scroll={false} className="link-inline">
            Show all sides
          </Link>
        </p>
      </EmptyState>
    </div>
  );
}
