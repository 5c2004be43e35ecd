import { many, one, oneOf, type SearchParams } from "@/components/search-params";
import { withQuery } from "@/components/urls";
import { type ServiceStatus, serviceStatuses } from "@/lib/inventory/read/schemas";

export const serviceSorts = ["service", "-service", "team", "-team", "lastBuild", "-lastBuild", "components", "-components"] as const;

/** The service list as its URL says it. */
export type ServicesView = {
  q: string | undefined;
  team: readonly string[];
  status: readonly ServiceStatus[];
  sort: (typeof serviceSorts)[number];
  cursor: string | undefined;
};

export function servicesViewOf(parameters: SearchParams): ServicesView {
  return {
    q: one(parameters.q),
    team: many(parameters.team),
    status: serviceStatuses.filter((status) => many(parameters.status).includes(status)),
    sort: oneOf(parameters.sort, serviceSorts) ?? "service",
    cursor: one(parameters.cursor),
  };
}

/** The URL of a view with some of it changed; any change but of the cursor goes back to the first page. */
export function servicesHref(view: ServicesView, changes: Partial<ServicesView> = {}): string {
  const { sort, ...rest } = { ...view, cursor: undefined, ...changes };
  return withQuery("/services", { ...rest, sort: sort === "service" ? null : sort });
}
