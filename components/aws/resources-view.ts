import { many, one, oneOf, type SearchParams } from "@/components/search-params";
import { withQuery } from "@/components/urls";
import { type AwsResourceType, resourceTypes } from "@/lib/aws/model";
import type { ResourceList } from "@/lib/aws/resources/schemas";

/** Groups of resources by how sure it is which artifact they are. */
export const resourceGroups = ["none", "weak", "sure", "all"] as const;
export type ResourceGroup = (typeof resourceGroups)[number];

/** What the API calls them; absent: it does not ask. */
export const statesOf = { none: ["none"], weak: ["weak"], sure: ["digest", "index", "rule", "scan"], all: undefined } as const satisfies Record<
  ResourceGroup,
  readonly string[] | undefined
>;

/** The list as its URL says it. `group` undefined: what is not mapped while there is any, else everything. */
export type ResourcesView = {
  q: string | undefined;
  group: ResourceGroup | undefined;
  type: readonly AwsResourceType[];
  account: string | undefined;
  cursor: string | undefined;
};

export function resourcesViewOf(parameters: SearchParams): ResourcesView {
  const account = one(parameters.account);
  return {
    q: one(parameters.q)?.slice(0, 200),
    group: oneOf(parameters.group, resourceGroups),
    type: resourceTypes.filter((type) => many(parameters.type).includes(type)),
    account: account && /^\d{12}$/.test(account) ? account : undefined,
    cursor: one(parameters.cursor),
  };
}

/** The URL of a view with some of it changed; any change but of the cursor goes back to the first page. */
export function resourcesHref(view: ResourcesView, changes: Partial<ResourcesView> = {}): string {
  return withQuery("/settings/aws/resources", { ...view, cursor: undefined, ...changes });
}

export function isNarrowed({ q, type, account }: ResourcesView): boolean {
  return q !== undefined || type.length > 0 || account !== undefined;
}

/** How many resources each group has. */
export function groupCounts(counts: ResourceList["meta"]["counts"]): Record<ResourceGroup, number> {
  const sure = counts.digest + counts.index + counts.rule + counts.scan;
  return { none: counts.none, weak: counts.weak, sure, all: sure + counts.weak + counts.none };
}
