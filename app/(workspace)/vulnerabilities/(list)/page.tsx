import type { Metadata } from "next";
import Link from "next/link";
import { filled, type SearchParams } from "@/components/search-params";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterField } from "@/components/ui/filter-field";
import { ListKeys } from "@/components/ui/list-keys";
import { Pager } from "@/components/ui/pager";
import { isNarrowed, noFilters, type VulnerabilitiesView, vulnerabilitiesHref, vulnerabilitiesViewOf } from "@/components/vulnerabilities/view";
import { VulnerabilitiesFacets } from "@/components/vulnerabilities/vulnerabilities-facets";
import { VulnerabilitiesTable } from "@/components/vulnerabilities/vulnerabilities-table";
import { listVulnerabilities } from "@/lib/advisories/vulnerabilities";
import { requirePageContext } from "@/lib/auth";
import { listTeamRefs } from "@/lib/inventory/teams";
import { readFor } from "../../read";

export const metadata: Metadata = { title: "Vulnerabilities" };

export default async function VulnerabilitiesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = vulnerabilitiesViewOf(await searchParams);
  const ctx = await requirePageContext();
  const input = {
    ...view,
    kind: filled(view.kind),
    severity: filled(view.severity),
    team: filled(view.team),
    service: filled(view.service),
    ecosystem: filled(view.ecosystem),
    limit: 100,
  };
  const [list, teams] = await readFor(ctx, Promise.all([listVulnerabilities({ ctx, input }), listTeamRefs({ ctx, input: {} })]));
  return (
    <>
      <h1 className="mb-4 font-semibold text-xl">Vulnerabilities</h1>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <FilterField label="Filter by id or summary" value={view.q ?? ""} />
        <VulnerabilitiesFacets view={view} meta={list.meta} teams={teams} />
        {isNarrowed(view) ? (
          <Link href={vulnerabilitiesHref(view, noFilters)} scroll={false} className="link px-1 leading-8">
            Clear all
          </Link>
        ) : null}
      </div>
      {list.data.length === 0 ? (
        <Nothing view={view} />
      ) : (
        <>
          <VulnerabilitiesTable rows={list.data} view={view} />
          <Pager
            shown={list.data.length}
            total={list.meta.rows}
            noun="vulnerability"
            plural="vulnerabilities"
            nextHref={list.meta.nextCursor ? vulnerabilitiesHref(view, { cursor: list.meta.nextCursor }) : null}
            firstHref={view.cursor ? vulnerabilitiesHref(view) : null}
          />
          <ListKeys />
        </>
      )}
    </>
  );
}

/** Why the list is empty: what is mirrored and affects nothing is one step away. */
function Nothing({ view }: { view: VulnerabilitiesView }) {
  const narrowed = isNarrowed(view);
  return (
    <div className="panel">
      <EmptyState title={narrowed ? "No vulnerability matches" : "Nothing that is mirrored affects anything now"}>
        {view.affects === "now" ? (
          <>
            What no SBOM names, and what the mirror does not have, is not judged.{" "}
            <Link href={vulnerabilitiesHref(view, { affects: "any" })} className="link-inline">
              {narrowed ? "Look in everything mirrored" : "Show everything mirrored"}
            </Link>
          </>
        ) : (
          <Link href={vulnerabilitiesHref(view, noFilters)} className="link-inline">
            Show what affects something now
          </Link>
        )}
      </EmptyState>
    </div>
  );
}
