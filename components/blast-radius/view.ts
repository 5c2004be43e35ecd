import { many, one, oneOf, type SearchParams } from "@/components/search-params";
import { withQuery } from "@/components/urls";
import { type ComponentScope, componentScopes } from "@/lib/sbom/model";

export const sorts = ["service", "-service", "team", "-team", "since", "-since"] as const;
export const pageSizes = [50, 200, 500] as const;

/** Everything that the verdict page shows is a function of this, and this is the URL. */
export type View = {
  q: string;
  team: readonly string[];
  service: readonly string[];
  kind: readonly string[];
  ref: readonly string[];
  scope: readonly ComponentScope[];
  direct: "true" | "false" | undefined;
  asof: string | undefined;
  sort: (typeof sorts)[number];
  limit: (typeof pageSizes)[number];
  cursor: string | undefined;
};

/** Reads the URL. Values that no control of the page can make are left out rather than failing the page. */
export function viewOf(parameters: SearchParams): View {
  const asof = one(parameters.asof);
  const limit = Number(one(parameters.limit));
  return {
    q: one(parameters.q) ?? "",
    team: many(parameters.team),
    service: many(parameters.service),
    kind: many(parameters.kind),
    ref: many(parameters.ref),
    scope: componentScopes.filter((scope) => many(parameters.scope).includes(scope)),
    direct: oneOf(parameters.direct, ["true", "false"]),
    asof: asof !== undefined && !Number.isNaN(Date.parse(asof)) ? new Date(asof).toISOString() : undefined,
    sort: oneOf(parameters.sort, sorts) ?? "team",
    limit: pageSizes.find((size) => size === limit) ?? 50,
    cursor: one(parameters.cursor),
  };
}

/** The URL of a view with some of it changed. Any change but of the cursor goes back to the first page. */
export function viewHref(view: View, changes: Partial<View> = {}): string {
  const { q, sort, limit, cursor, ...facets } = { ...view, cursor: undefined, ...changes };
  return withQuery("/blast-radius", { q, ...facets, sort: sort === "team" ? null : sort, limit: limit === 50 ? null : limit, cursor });
}

/** The address of the whole answer as a file: the same filter, every page. */
export function exportHref(view: View, format: "csv" | "json", asOf: string): string {
  const { limit: _limit, cursor: _cursor, ...rest } = view;
  return withQuery("/api/v1/blast-radius/export", { ...rest, asof: view.asof ?? asOf, format });
}

/** How many facets narrow the answer. */
export function facetCount(view: View): number {
  return view.team.length + view.service.length + view.kind.length + view.ref.length + view.scope.length + (view.direct ? 1 : 0) + (view.asof ? 1 : 0);
}

export const noFacets = { team: [], service: [], kind: [], ref: [], scope: [], direct: undefined, asof: undefined } as const;

/** One row, for the URL and for React: an artifact has a package version once at a time. */
export function rowKey(row: { artifact: { id: number }; packageVersionId: number | null }): string {
  return `${row.artifact.id}.${row.packageVersionId ?? 0}`;
}
