import type { Metadata } from "next";
import Link from "next/link";
import { AlertsTable } from "@/components/alerts/alerts-table";
import { AdvisoriesAge } from "@/components/ask/advisories-age";
import { one, oneOf, type SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ListKeys } from "@/components/ui/list-keys";
import { TabLinks } from "@/components/ui/tab-links";
import { withQuery } from "@/components/urls";
import { alertStates, listAlerts } from "@/lib/alerts";
import { requirePageContext } from "@/lib/auth";
import { freshnessSummary } from "@/lib/inventory/read";
import { readFor } from "../read";

export const metadata: Metadata = { title: "Alerts" };

const states = [...alertStates, "all"] as const;
const labels = { standing: "Standing", retracted: "Retracted", all: "All" } as const;

/** Malware that services have or had. */
export default async function AlertsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const parameters = await searchParams;
  const state = oneOf(parameters.state, states) ?? "standing";
  const cursor = one(parameters.cursor);
  const ctx = await requirePageContext();
  const [list, freshness] = await readFor(ctx, Promise.all([listAlerts({ ctx, input: { state, cursor } }), freshnessSummary({ ctx, input: {} })]));
  const href = (query: Record<string, string | null>) => withQuery("/alerts", query);
  return (
    <>
      <h1 className="font-semibold text-xl">Alerts</h1>
      <p className="mt-0.5 mb-3 max-w-prose text-muted">
        Malware that a service has or had, as soon as an advisory or a build says so. It is said on every page until somebody acknowledges it.{" "}
        <AdvisoriesAge advisories={freshness.advisories} />.
      </p>
      <TabLinks
        label="Alerts by state"
        tabs={states.map((each) => ({ href: href({ state: each === "standing" ? null : each }), label: labels[each], current: each === state }))}
      />
      {list.data.length === 0 ? (
        <div className="panel">
          <EmptyState
            title={
              cursor ? "No more alerts" : state === "retracted" ? "No alert was retracted" : state === "standing" ? "No alert stands" : "There was no alert yet"
            }
          >
            No advisory that is mirrored here calls malware what an SBOM names. What neither knows cannot be said:{" "}
            <Link href="/settings/sources" className="link-inline">
              which advisories are mirrored
            </Link>
            .
          </EmptyState>
        </div>
      ) : (
        <AlertsTable alerts={list.data} />
      )}
      {cursor || list.meta.nextCursor ? (
        <nav aria-label="Pages" className="mt-2 flex items-center justify-end gap-3">
          {cursor ? (
            <Link href={href({ state })} className="link">
              Newest
            </Link>
          ) : null}
          {list.meta.nextCursor ? (
            <ButtonLink href={href({ state, cursor: list.meta.nextCursor })} rel="next">
              Older alerts
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
      <ListKeys />
    </>
  );
}
