import { one, oneOf, type SearchParams } from "@/components/search-params";
import { incidentHref } from "@/components/urls";
import { type ServiceWorkStatus, serviceWorkStatuses } from "@/lib/incidents/schemas/words";

export const incidentTabs = ["services", "list", "builds", "activity"] as const;
export type IncidentTab = (typeof incidentTabs)[number];
export const shows = ["affected", "unknown", "all"] as const;

/** What of an incident a page shows, as its URL says. `asof` is kept by every link. */
export type IncidentView = {
  tab: IncidentTab;
  show: (typeof shows)[number];
  status: ServiceWorkStatus | undefined;
  team: string | undefined;
  /** Whose lines are shown; without it those of the last one. */
  revision: number | undefined;
  asof: string | undefined;
  cursor: string | undefined;
};

export function incidentViewOf(parameters: SearchParams): IncidentView {
  return {
    tab: oneOf(parameters.tab, incidentTabs) ?? "services",
    show: oneOf(parameters.show, shows) ?? "affected",
    status: oneOf(parameters.status, serviceWorkStatuses),
    team: one(parameters.team),
    revision: revisionOf(one(parameters.revision)),
    asof: one(parameters.asof),
    cursor: one(parameters.cursor),
  };
}

const revisionOf = (text: string | undefined): number | undefined => (text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined);

/** The same page with something else of it; a change goes back to the first page. */
export function incidentViewHref(id: number, view: IncidentView, change: Partial<IncidentView> = {}): string {
  const { tab, show, status, team, revision, asof, cursor } = { ...view, cursor: undefined, ...change };
  return incidentHref(id, {
    tab: tab === "services" ? null : tab,
    show: show === "affected" ? null : show,
    status,
    team,
    revision: tab === "list" ? revision : null,
    asof,
    cursor,
  });
}
