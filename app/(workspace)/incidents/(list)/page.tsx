import type { Metadata } from "next";
import Link from "next/link";
import { IncidentsTable } from "@/components/incidents/incidents-table";
import { one, oneOf, type SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ListKeys } from "@/components/ui/list-keys";
import { count } from "@/components/ui/number-format";
import { TabLinks } from "@/components/ui/tab-links";
import { withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { scopesOf } from "@/lib/context";
import { incidentStatuses, listIncidents } from "@/lib/incidents";
import { readFor } from "../../read";

export const metadata: Metadata = { title: "Incidents" };

const states = [...incidentStatuses, "all"] as const;
const labels = { open: "Open", closed: "Closed", all: "All" } as const;

/** Saved lists of indicators with a window, and how far the work is. */
export default async function IncidentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const parameters = await searchParams;
  const status = oneOf(parameters.status, states) ?? "open";
  const cursor = one(parameters.cursor);
  const ctx = await requirePageContext();
  const { data, meta } = await readFor(ctx, listIncidents({ ctx, input: { status, cursor } }));
  const canOpen = scopesOf(ctx.actor).includes("incidents:write");
  const counts = { open: meta.open, closed: meta.closed, all: meta.open + meta.closed };
  const href = (query: Record<string, string | null>) => withQuery("/incidents", query);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="font-semibold text-xl">Incidents</h1>
          <p className="mt-0.5 mb-3 max-w-prose text-muted">
            A list of indicators with a window, asked again by itself while builds, advisories and the list change; and what is being done about each service.
          </p>
        </div>
        {canOpen ? (
          <ButtonLink look="primary" href="/incidents/new">
            Open an incident
          </ButtonLink>
        ) : null}
      </div>
      <TabLinks
        label="Incidents by status"
        tabs={states.map((each) => ({
          href: href({ status: each === "open" ? null : each }),
          label: `${labels[each]} ${count(counts[each])}`,
          current: each === status,
        }))}
      />
      {data.length === 0 ? (
        <div className="panel">
          <EmptyState title={cursor ? "No more incidents" : status === "closed" ? "No incident was closed yet" : "No incident is open"}>
            Paste the list of an attack&apos;s packages, as the vendor publishes it, to{" "}
            <Link href="/incidents/new" className="link-inline">
              open one
            </Link>
            : who is affected is answered at once, and again with every build.
          </EmptyState>
        </div>
      ) : (
        <IncidentsTable incidents={data} />
      )}
      {cursor || meta.nextCursor ? (
        <nav aria-label="Pages" className="mt-2 flex items-center justify-end gap-3">
          {cursor ? (
            <Link href={href({ status })} className="link">
              Newest
            </Link>
          ) : null}
          {meta.nextCursor ? (
            <ButtonLink href={href({ status, cursor: meta.nextCursor })} rel="next">
              Older incidents
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
      <ListKeys />
    </>
  );
}
