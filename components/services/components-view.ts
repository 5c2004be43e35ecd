import { many, one, oneOf, type SearchParams } from "@/components/search-params";
import { serviceHref, withQuery } from "@/components/urls";
import { type ComponentScope, componentScopes } from "@/lib/sbom/model";

const componentSorts = ["name", "-name", "since", "-since", "depth", "-depth"] as const;

/** The components tab as its URL says it. */
export type ComponentsView = {
  artifactId: number | undefined;
  q: string | undefined;
  ecosystem: readonly string[];
  scope: readonly ComponentScope[];
  direct: "true" | "false" | undefined;
  sort: (typeof componentSorts)[number];
  cursor: string | undefined;
};

export function componentsViewOf(parameters: SearchParams): ComponentsView {
  const artifactId = Number(one(parameters.artifactId));
  return {
    artifactId: Number.isSafeInteger(artifactId) && artifactId > 0 ? artifactId : undefined,
    q: one(parameters.q),
    ecosystem: many(parameters.ecosystem),
    scope: componentScopes.filter((scope) => many(parameters.scope).includes(scope)),
    direct: oneOf(parameters.direct, ["true", "false"]),
    sort: oneOf(parameters.sort, componentSorts) ?? "name",
    cursor: one(parameters.cursor),
  };
}

export function componentsHref(slug: string, view: ComponentsView, changes: Partial<ComponentsView> = {}): string {
  const { sort, ...rest } = { ...view, cursor: undefined, ...changes };
  return withQuery(`${serviceHref(slug)}/components`, { ...rest, sort: sort === "name" ? null : sort });
}
