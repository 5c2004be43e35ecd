import Link from "next/link";
import type { SetWork } from "@/components/incidents/service-work";
import { IncidentServicesTable } from "@/components/incidents/services-table";
import { type IncidentView, incidentViewHref, shows } from "@/components/incidents/view";
import { statusWords } from "@/components/incidents/words";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { FacetMenu } from "@/components/ui/facet-menu";
import { Pager } from "@/components/ui/pager";
import type { Incident } from "@/lib/incidents/schemas";
import { serviceWorkStatuses } from "@/lib/incidents/schemas/words";

const showWords = { affected: "Affected", unknown: "Unknown", all: "All" } as const;

type ServicesSectionProps = { incident: Incident; view: IncidentView; set: SetWork | null };

/** Who is affected or unknown, by what is being done. */
export function ServicesSection({ incident, view, set }: ServicesSectionProps) {
  const { id, progress } = incident;
  const { data, meta } = incident.services;
  const statuses = serviceWorkStatuses.map((status) => ({
    value: status,
    label: statusWords[status],
    count: progress[status],
    href: incidentViewHref(id, view, { status: view.status === status ? undefined : status }),
  }));
  const isNarrowed = view.status !== undefined || view.team !== undefined || view.show !== "affected";
  return (
    <>
      <div data-noprint className="mb-2.5 flex flex-wrap items-center gap-2">
        <nav aria-label="Which services" className="flex gap-1">
          {shows.map((show) => (
            <Link
              key={show}
              href={incidentViewHref(id, view, { show })}
              scroll={false}
              aria-current={view.show === show ? "true" : undefined}
              className={cn("inline-flex h-8 items-center rounded-md px-2.5 text-muted hover:text-fg", view.show === show && "bg-sunken font-medium text-fg")}
            >
              {showWords[show]}
            </Link>
          ))}
        </nav>
        <FacetMenu name="Status" selected={view.status ? [view.status] : []} options={statuses} clearHref={incidentViewHref(id, view, { status: undefined })} />
        {isNarrowed ? (
          <Link href={incidentViewHref(id, view, { status: undefined, team: undefined, show: "affected" })} scroll={false} className="link">
            Clear all
          </Link>
        ) : null}
      </div>
      {data.length === 0 ? (
        <div className="panel">
          <EmptyState title={isNarrowed ? "No service of the incident is like that" : "No service is known to be affected"}>
            {isNarrowed
              ? "Choose others."
              : "That is what the SBOMs say; services of which nothing is known are under Unknown, and what was checked is beside this."}
          </EmptyState>
        </div>
      ) : (
        <IncidentServicesTable services={data} set={set} hasWindow={incident.window !== null} />
      )}
      <Pager
        shown={data.length}
        total={meta.rows}
        noun="service"
        nextHref={meta.nextCursor ? incidentViewHref(id, view, { cursor: meta.nextCursor }) : null}
        firstHref={view.cursor ? incidentViewHref(id, view) : null}
      />
    </>
  );
}
