import { many, one, oneOf, type SearchParams } from "@/components/search-params";
import { withQuery } from "@/components/urls";
import { type ComponentScope, componentScopes } from "@/lib/sbom/model";

export const sorts = ["service", "-service", "team", "-team", "since", "-since"] as const;
/** What the answer is looked at as. */
export const tabs = ["services", "teams", "runs", "timeline", "upgrades"] as const;
export type Tab = (typeof tabs)[number];
/** Whose rows are shown; the sides of a window only where there is one. */
export const sides = ["any", "now", "during", "built", "production", "running"] as const;
export type Side = (typeof sides)[number];

/** Everything that the verdict page shows is a function of this, and this is the URL. */
export type View = {
  q: string;
  /** A kept list of indicators. */
  list: string | undefined;
  team: readonly string[];
  service: readonly string[];
  kind: readonly string[];
  ref: readonly string[];
  scope: readonly ComponentScope[];
  direct: "true" | "false" | undefined;
  asof: string | undefined;
  /** The window as it is written; whether it can be read is the question's to say. */
  during: string | undefined;
  when: Side;
  tab: Tab;
  /** Whether the timeline shows the time around the window only. */
  around: "window" | undefined;
  sort: (typeof sorts)[number];
  cursor: string | undefined;
};

/** Reads the URL. Values that no control of the page can make are left out rather than failing the page. */
export function viewOf(parameters: SearchParams): View {
  const asof = one(parameters.asof);
  return {
    q: one(parameters.q) ?? "",
    list: one(parameters.list),
    team: many(parameters.team),
    service: many(parameters.service),
    kind: many(parameters.kind),
    ref: many(parameters.ref),
    scope: componentScopes.filter((scope) => many(parameters.scope).includes(scope)),
    direct: oneOf(parameters.direct, ["true", "false"]),
    asof: asof !== undefined && !Number.isNaN(Date.parse(asof)) ? new Date(asof).toISOString() : undefined,
    during: one(parameters.during),
    when: oneOf(parameters.when, sides) ?? "any",
    tab: oneOf(parameters.tab, tabs) ?? "services",
    around: oneOf(parameters.around, ["window"]),
    sort: oneOf(parameters.sort, sorts) ?? "team",
    cursor: one(parameters.cursor),
  };
}

/** The URL of a view with some of it changed. Any change but of the cursor goes back to the first page. */
export function viewHref(view: View, changes: Partial<View> = {}): string {
  const { q, list, when, tab, sort, cursor, ...facets } = { ...view, cursor: undefined, ...changes };
  return withQuery("/blast-radius", {
    q,
    list,
    ...facets,
    when: when === "any" ? null : when,
    tab: tab === "services" ? null : tab,
    sort: sort === "team" ? null : sort,
    cursor,
  });
}

/** Without a window it has no sides, and one that an address still names would hide every row. */
function hasWindow({ q, during }: Pick<View, "q" | "during">): boolean {
  return during !== undefined || /(?:^|\s)during:/.test(q);
}

/** What is asked, as the verbs and the API take it: the view without how it is shown. */
export function asked({ tab: _tab, around: _around, sort: _sort, cursor: _cursor, ...question }: View) {
  const isOfWindow = question.when === "during" || question.when === "built";
  return { ...question, when: question.when === "any" || (isOfWindow && !hasWindow(question)) ? undefined : question.when };
}

/** The address of the whole answer as a file: the same filter, every page. */
export function exportHref(view: View, format: "csv" | "json", asOf: string): string {
  return withQuery("/api/v1/blast-radius/export", { ...asked(view), sort: view.sort, asof: view.asof ?? asOf, format });
}

/** The address of a page of rows in the API. */
export function rowsHref(view: View, cursor: string, limit: number): string {
  return withQuery("/api/v1/blast-radius", { ...asked(view), sort: view.sort, limit, cursor });
}

/** How many facets narrow the answer. */
export function facetCount(view: View): number {
  return view.team.length + view.service.length + view.kind.length + view.ref.length + view.scope.length + (view.direct ? 1 : 0) + (view.asof ? 1 : 0);
}

export const noFacets = { team: [], service: [], kind: [], ref: [], scope: [], direct: undefined, asof: undefined } as const;

/** The question by other words: what belongs to the rows that were shown is left behind. */
export function otherQuestion(view: View, q: string): string {
  return viewHref(view, { q, list: undefined, tab: "services" });
}

/** One row, for the URL and for React: an artifact has a package version once at a time. */
export function rowKey(row: { artifact: { id: number }; packageVersionId: number | null }): string {
  return `${row.artifact.id}.${row.packageVersionId ?? 0}`;
}
