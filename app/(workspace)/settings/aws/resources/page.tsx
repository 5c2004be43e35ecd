import type { Metadata } from "next";
import Link from "next/link";
import { ResourceFacets } from "@/components/aws/resource-facets";
import { ResourceFigures } from "@/components/aws/resource-figures";
import { ResourcesTable } from "@/components/aws/resources-table";
import { groupCounts, isNarrowed, type ResourceGroup, type ResourcesView, resourcesHref, resourcesViewOf, statesOf } from "@/components/aws/resources-view";
import { filled, type SearchParams } from "@/components/search-params";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterField } from "@/components/ui/filter-field";
import { ListKeys } from "@/components/ui/list-keys";
import { Pager } from "@/components/ui/pager";
import { requirePageContext } from "@/lib/auth";
import { listAccounts, listResources, type ResourceList } from "@/lib/aws";
import { type Context, scopesOf } from "@/lib/context";
import { readFor } from "../../../read";
import { mapResource } from "./actions";

export const metadata: Metadata = { title: "AWS resources" };

const noFilters: Partial<ResourcesView> = { q: undefined, type: [], account: undefined };

export default async function AwsResourcesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = resourcesViewOf(await searchParams);
  const ctx = await requirePageContext();
  const [{ list, group }, accounts] = await readFor(ctx, Promise.all([readGroup(ctx, view), listAccounts({ ctx, input: {} })]));
  const names = new Map(accounts.data.map(({ accountId, name }) => [accountId, name]));
  const total = groupCounts(list.meta.counts).all;
  const shown = { ...view, group };
  return (
    <>
      <h1 className="font-semibold text-xl">AWS resources</h1>
      <p className="mt-0.5 mb-4 max-w-prose text-muted">
        What Inspector scans, and which artifact of the inventory each is. Findings of what is not mapped show on no service.
      </p>
      {total === 0 && !isNarrowed(view) ? (
        <div className="panel">
          <EmptyState title="No resource yet">
            Resources come with findings and coverage:{" "}
            <Link href="/settings/aws" className="link-inline">
              connect an account
            </Link>
            , or have EventBridge{" "}
            <Link href="/settings/aws/events" className="link-inline">
              send events
            </Link>
            .
          </EmptyState>
        </div>
      ) : (
        <>
          <ResourceFigures view={view} group={group} counts={list.meta.counts} />
          <div className="mb-2.5 flex flex-wrap items-center gap-2">
            <FilterField label="Name, ARN, tag or digest" value={view.q ?? ""} />
            <ResourceFacets view={view} accounts={names} />
            {isNarrowed(view) ? (
              <Link href={resourcesHref(view, noFilters)} scroll={false} className="link px-1 leading-8">
                Clear all
              </Link>
            ) : null}
          </div>
          <Resources list={list} view={shown} names={names} mayWrite={scopesOf(ctx.actor).includes("aws:write")} />
        </>
      )}
    </>
  );
}

/** The group that is asked for; without one what is not mapped, and everything where nothing is left to map. */
async function readGroup(ctx: Context, { q, type, account, cursor, group }: ResourcesView): Promise<{ list: ResourceList; group: ResourceGroup }> {
  const read = async (each: ResourceGroup) => {
    const mapped = statesOf[each];
    return { group: each, list: await listResources({ ctx, input: { q, type: filled(type), account, cursor, limit: 100, mapped: mapped && [...mapped] } }) };
  };
  if (group !== undefined) return read(group);
  const first = await read("none");
  return first.list.meta.counts.none > 0 ? first : read("all");
}

type ResourcesProps = { list: ResourceList; view: ResourcesView; names: ReadonlyMap<string, string>; mayWrite: boolean };

function Resources({ list, view, names, mayWrite }: ResourcesProps) {
  if (list.data.length === 0)
    return (
      <div className="panel">
        <EmptyState title={emptyWords(view)}>
          {view.group === "all" ? null : (
            <Link href={resourcesHref(view, { group: "all" })} scroll={false} className="link-inline">
              Show all {isNarrowed(view) ? "that match" : "resources"}
            </Link>
          )}
        </EmptyState>
      </div>
    );
  return (
    <>
      <ResourcesTable resources={list.data} accounts={names} acts={mayWrite ? { map: mapResource } : null} />
      <Pager
        shown={list.data.length}
        total={list.meta.rows}
        noun="resource"
        nextHref={list.meta.nextCursor ? resourcesHref(view, { cursor: list.meta.nextCursor }) : null}
        firstHref={view.cursor ? resourcesHref(view) : null}
      />
      <ListKeys />
    </>
  );
}

function emptyWords(view: ResourcesView): string {
  if (isNarrowed(view)) return "No resource matches";
  if (view.group === "none") return "Everything is mapped";
  return view.group === "weak" ? "Nothing is guessed" : "Nothing is mapped yet";
}
