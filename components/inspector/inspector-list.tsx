import Link from "next/link";
import { InspectorFacets } from "@/components/inspector/inspector-facets";
import { InspectorTable } from "@/components/inspector/inspector-table";
import { NothingConnected } from "@/components/inspector/nothing-connected";
import { type Choice, type InspectorView, inspectorHref, inspectorInput, isNarrowed, noInspectorFilters } from "@/components/inspector/view";
import { buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ListKeys } from "@/components/ui/list-keys";
import { count, plural } from "@/components/ui/number-format";
import { Pager } from "@/components/ui/pager";
import { TabLinks } from "@/components/ui/tab-links";
import { serviceHref, withQuery } from "@/components/urls";
import type { ResourceCounts } from "@/lib/aws/observations/schemas/findings";
import type { ObservationList, StatusCounts } from "@/lib/aws/observations/schemas/rows";

type InspectorListProps = {
  slug: string;
  view: InspectorView;
  list: ObservationList;
  counts: ResourceCounts;
  artifacts: readonly { id: number; label: string }[];
};

const words: Record<Choice, { label: string; count: (counts: StatusCounts) => number; about: string | null }> = {
  all: { label: "All", count: ({ both, osv, osvNotScanned, inspector }) => both + osv + osvNotScanned + inspector, about: null },
  both: { label: "Both", count: ({ both }) => both, about: null },
  osv: { label: "Only OSV", count: ({ osv }) => osv, about: "Inspector scans these artifacts and does not report it. Look at what each says of the version." },
  unscanned: {
    label: "Only OSV, not scanned",
    count: ({ osvNotScanned }) => osvNotScanned,
    about: "No resource of these artifacts is scanned, or coverage has not been asked. That Inspector is silent is no disagreement.",
  },
  inspector: { label: "Only Inspector", count: ({ inspector }) => inspector, about: "No mirrored advisory says that the version is affected." },
  gaps: {
    label: "SBOM gaps",
    count: ({ sbomGaps }) => sbomGaps,
    about: "Inspector found the package, and no SBOM lists it: look at what the SBOM generator looks at, and at what the base image brings.",
  },
};

/** What OSV's advisories and Inspector say of one service, side by side. */
export function InspectorList({ slug, view, list, counts, artifacts }: InspectorListProps) {
  const { meta, data } = list;
  if (!counts.connected) return <NothingConnected />;
  const narrowed = isNarrowed(view);
  return (
    <>
      <Summary counts={counts} />
      <TabLinks
        label="Who says so"
        className="mb-3"
        tabs={Object.entries(words).map(([choice, { label, count: of }]) => ({
          href: inspectorHref(slug, view, { says: choice as Choice }),
          label: `${label} ${count(of(meta.counts))}`,
          current: view.says === choice,
        }))}
      />
      {words[view.says].about ? <p className="mb-2.5 max-w-prose text-muted">{words[view.says].about}</p> : null}
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <InspectorFacets slug={slug} view={view} meta={meta} artifacts={artifacts} />
        {narrowed ? (
          <Link href={inspectorHref(slug, view, noInspectorFilters)} scroll={false} className="link px-1 leading-8">
            Clear all
          </Link>
        ) : null}
        {data.length > 0 ? (
          <a href={withQuery(`/api/v1${serviceHref(slug)}/inspector/export`, inspectorInput(view))} download className={`${buttonStyle()} sm:ml-auto`}>
            CSV
          </a>
        ) : null}
      </div>
      {data.length > 0 ? (
        <>
          <InspectorTable label="What OSV and Inspector say" rows={data} withArtifact={artifacts.length > 1} />
          <Pager
            shown={data.length}
            total={meta.rows}
            noun="row"
            nextHref={meta.nextCursor ? inspectorHref(slug, view, { cursor: meta.nextCursor }) : null}
            firstHref={view.cursor ? inspectorHref(slug, view) : null}
          />
          <ListKeys />
        </>
      ) : (
        <div className="panel">
          <Nothing slug={slug} view={view} counts={counts} narrowed={narrowed} />
        </div>
      )}
    </>
  );
}

/** How much of the service Inspector sees, before what it says. */
function Summary({ counts: { resources, scanned, openFindings, unmapped } }: { counts: ResourceCounts }) {
  return (
    <p className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-muted">
      <span>
        <b className="font-semibold text-fg">{count(scanned)}</b> of {plural(resources, "resource")} known to be scanned
      </span>
      <span>
        <b className="font-semibold text-fg">{count(openFindings)}</b> open {openFindings === 1 ? "finding" : "findings"} of Inspector
      </span>
      {unmapped > 0 ? (
        <span className="text-unknown" title="Findings of code or the network, and packages that Inspector does not name well enough">
          {count(unmapped)} name no package
        </span>
      ) : null}
      {resources === 0 ? (
        <span className="text-unknown">
          no resource of AWS is mapped to it:{" "}
          <Link href="/settings/aws" className="link-inline">
            map one
          </Link>
        </span>
      ) : null}
    </p>
  );
}

function Nothing({ slug, view, counts, narrowed }: Pick<InspectorListProps, "slug" | "view" | "counts"> & { narrowed: boolean }) {
  if (narrowed)
    return (
      <EmptyState title="No row matches">
        <Link href={inspectorHref(slug, view, noInspectorFilters)} className="link-inline">
          Show what both sides say
        </Link>
      </EmptyState>
    );
  if (counts.resources === 0)
    return (
      <EmptyState title="Nothing of this service is known to Inspector">
        No image, function or repository of AWS is mapped to one of its artifacts. Upload its image digest with the SBOM, or write a rule under{" "}
        <Link href="/settings/aws" className="link-inline">
          Settings, AWS
        </Link>
        .
      </EmptyState>
    );
  return (
    <EmptyState title="Neither side reports anything">
      No mirrored advisory affects what the newest SBOMs name, and Inspector has no finding. What is not scanned and what no SBOM names is not judged.
    </EmptyState>
  );
}
