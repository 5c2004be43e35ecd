import Link from "next/link";
import { count, plural } from "@/components/ui/number-format";
import { serviceHref, withQuery } from "@/components/urls";
import type { InspectorCounts } from "@/lib/aws/observations/schemas/findings";

/** What Inspector says of a service, in numbers, each with the way to its rows. */
export function InspectorFigures({ slug, counts }: { slug: string; counts: InspectorCounts }) {
  const { resources, scanned, openFindings, sbomGaps, unmapped } = counts;
  const href = `${serviceHref(slug)}/inspector`;
  return (
    <ul aria-label="Amazon Inspector" className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <li>
        <Link href={href} className="link inline-flex min-h-6 items-center">
          <span>
            <b className="font-semibold">{count(openFindings)}</b> open {openFindings === 1 ? "finding" : "findings"}
          </span>
        </Link>
      </li>
      {sbomGaps > 0 ? (
        <li>
          <Link
            href={withQuery(href, { says: "gaps" })}
            className="link inline-flex min-h-6 items-center text-unknown"
            title="Only Inspector reports it, and no SBOM lists the package"
          >
            {plural(sbomGaps, "SBOM gap")}
          </Link>
        </li>
      ) : null}
      <li className={resources === 0 ? "text-unknown" : "text-muted"}>
        {resources === 0 ? "no resource is mapped to it" : `${count(scanned)} of ${plural(resources, "resource")} known to be scanned`}
      </li>
      {unmapped > 0 ? <li className="text-unknown">{count(unmapped)} name no package</li> : null}
    </ul>
  );
}
