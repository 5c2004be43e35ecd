import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { FirstUpload } from "@/components/ask/first-upload";
import { filled, type SearchParams } from "@/components/search-params";
import { statusWords } from "@/components/services/service-status";
import { ServicesTable } from "@/components/services/services-table";
import { type ServicesView, servicesHref, servicesViewOf } from "@/components/services/view";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FacetMenu } from "@/components/ui/facet-menu";
import { FilterField } from "@/components/ui/filter-field";
import { ListKeys } from "@/components/ui/list-keys";
import { Pager } from "@/components/ui/pager";
import { addressOf } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { countOpenFindings } from "@/lib/findings";
import { listServices, type ServiceList, serviceStatuses } from "@/lib/inventory/read";
import { readFor } from "../../read";

export const metadata: Metadata = { title: "Services" };

export default async function ServicesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = servicesViewOf(await searchParams);
  const ctx = await requirePageContext();
  const input = { ...view, team: filled(view.team), status: filled(view.status), limit: 100 };
  const list = await readFor(ctx, listServices({ ctx, input }));
  const findings = await readFor(ctx, countOpenFindings({ ctx, input: { services: list.data.map(({ slug }) => slug) } }));
  const filtered = view.q !== undefined || view.team.length > 0 || view.status.length > 0;
  if (list.meta.rows === 0 && !filtered)
    return (
      <div className="mx-auto flex max-w-[820px] flex-col gap-5">
        <h1 className="font-semibold text-xl">Services</h1>
        <FirstUpload address={addressOf(await headers())} />
      </div>
    );
  return (
    <>
      <div className="mb-4 flex items-center justify-between gap-4">
        <h1 className="font-semibold text-xl">Services</h1>
        <ButtonLink href="/upload">Upload an SBOM</ButtonLink>
      </div>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <FilterField label="Filter services" value={view.q ?? ""} />
        <StatusFacet view={view} counts={list.meta.byStatus} />
        <TeamFacet view={view} counts={list.meta.byTeam} />
        {filtered ? (
          <Link href={servicesHref(view, { q: undefined, team: [], status: [] })} scroll={false} className="link px-1 leading-8">
            Clear all
          </Link>
        ) : null}
      </div>
      {list.data.length === 0 ? (
        <div className="panel">
          <EmptyState title="No service matches">
            <Link href={servicesHref(view, { q: undefined, team: [], status: [] })} className="link-inline">
              Show all services
            </Link>
          </EmptyState>
        </div>
      ) : (
        <>
          <ServicesTable rows={list.data} findings={findings} view={view} />
          <Pager
            shown={list.data.length}
            total={list.meta.rows}
            noun="service"
            nextHref={list.meta.nextCursor ? servicesHref(view, { cursor: list.meta.nextCursor }) : null}
            firstHref={view.cursor ? servicesHref(view) : null}
          />
          <ListKeys />
        </>
      )}
    </>
  );
}

// The counts of a facet are those of the list under the other filters, so that they add up to what is shown.
function StatusFacet({ view, counts }: { view: ServicesView; counts: ServiceList["meta"]["byStatus"] }) {
  const options = serviceStatuses.map((value) => {
    const status = view.status.includes(value) ? view.status.filter((other) => other !== value) : [...view.status, value];
    return { value, label: statusWords[value].word, hint: statusWords[value].means, count: counts[value], href: servicesHref(view, { status }) };
  });
  return <FacetMenu name="Status" selected={view.status} options={options} clearHref={servicesHref(view, { status: [] })} />;
}

function TeamFacet({ view, counts }: { view: ServicesView; counts: ServiceList["meta"]["byTeam"] }) {
  const entries = [
    ...counts.flatMap(({ team, services }) => (team === null ? [] : [{ value: team.slug, label: team.name, count: services }])),
    { value: "none", label: "Without a team", count: counts.find(({ team }) => team === null)?.services ?? 0 },
  ];
  const options = entries.map((entry) => {
    const team = view.team.includes(entry.value) ? view.team.filter((other) => other !== entry.value) : [...view.team, entry.value];
    return { ...entry, href: servicesHref(view, { team }) };
  });
  return <FacetMenu name="Team" selected={view.team} options={options} clearHref={servicesHref(view, { team: [] })} />;
}
