import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { notFound } from "next/navigation";
import { IncidentReport } from "@/components/incidents/report";
import { one, type SearchParams } from "@/components/search-params";
import { PrintButton } from "@/components/ui/print-button";
import { addressOf, incidentHref } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { getIncident, getIncidentSchema } from "@/lib/incidents";
import { getIndicatorList } from "@/lib/indicator-lists";
import { readFor } from "../../../read";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: "Incident report" };

const servicesMax = 5_000;
const linesMax = 200;

/** For paper, and for those who ask what was checked. Without `?asof=` it is of now, and its address says that moment. */
export default async function IncidentReportPage({ params, searchParams }: Props) {
  const given = one((await searchParams).asof);
  const asked = getIncidentSchema.safeParse({ id: (await params).id, asof: given, limit: servicesMax });
  if (!asked.success) notFound();
  const ctx = await requirePageContext();
  const incident = await readFor(ctx, getIncident({ ctx, input: { ...asked.data, show: "affected" } }));
  const { moment } = incident;
  const unknown = await readFor(ctx, getIncident({ ctx, input: { ...asked.data, show: "unknown", asof: moment } }));
  const rejected = await readFor(
    ctx,
    Promise.all(incident.list.lists.map(({ id }) => getIndicatorList({ ctx, input: { id, outcome: "rejected", limit: linesMax } }))),
  );
  const address = `${addressOf(await headers())}${incidentHref(incident.id)}/report?asof=${moment}`;
  return (
    <>
      <div data-noprint className="mx-auto mb-4 flex max-w-[1100px] items-center justify-between gap-3">
        <Link href={incidentHref(incident.id, { asof: given })} className="link">
          Back to the incident
        </Link>
        <PrintButton />
      </div>
      <IncidentReport incident={incident} affected={incident.services} unknown={unknown.services} rejected={rejected} madeAt={moment} address={address} />
    </>
  );
}
