import { many, one, oneOf, type SearchParams } from "@/components/search-params";
import { vulnerabilityHref, withQuery } from "@/components/urls";
import { type AdvisoryKind, advisoryKinds, type SeverityWord, severityWords } from "@/lib/advisories/model";
import { serviceStates, vulnerabilitySorts } from "@/lib/advisories/vulnerabilities/schemas";

/** The list of vulnerabilities as its URL says it. */
export type VulnerabilitiesView = {
  q: string | undefined;
  kind: readonly AdvisoryKind[];
  severity: readonly SeverityWord[];
  kev: "true" | undefined;
  affects: "now" | "any";
  team: readonly string[];
  service: readonly string[];
  ecosystem: readonly string[];
  sort: (typeof vulnerabilitySorts)[number];
  cursor: string | undefined;
};

export function vulnerabilitiesViewOf(parameters: SearchParams): VulnerabilitiesView {
  return {
    q: one(parameters.q),
    kind: advisoryKinds.filter((kind) => many(parameters.kind).includes(kind)),
    severity: severityWords.filter((word) => many(parameters.severity).includes(word)),
    kev: oneOf(parameters.kev, ["true"]),
    affects: oneOf(parameters.affects, ["now", "any"]) ?? "now",
    team: many(parameters.team),
    service: many(parameters.service),
    ecosystem: many(parameters.ecosystem),
    sort: oneOf(parameters.sort, vulnerabilitySorts) ?? "priority",
    cursor: one(parameters.cursor),
  };
}

/** The URL of a view with some of it changed; any change but of the cursor goes back to the first page. */
export function vulnerabilitiesHref(view: VulnerabilitiesView, changes: Partial<VulnerabilitiesView> = {}): string {
  const { sort, affects, ...rest } = { ...view, cursor: undefined, ...changes };
  return withQuery("/vulnerabilities", { ...rest, affects: affects === "now" ? null : affects, sort: sort === "priority" ? null : sort });
}

/** Nothing narrowed: everything that affects something now. */
export const noFilters: Partial<VulnerabilitiesView> = {
  q: undefined,
  kind: [],
  severity: [],
  kev: undefined,
  affects: "now",
  team: [],
  service: [],
  ecosystem: [],
};

export function isNarrowed({ q, kind, severity, kev, affects, team, service, ecosystem }: VulnerabilitiesView): boolean {
  return q !== undefined || kev !== undefined || affects !== "now" || [kind, severity, team, service, ecosystem].some((list) => list.length > 0);
}

/** The services of one vulnerability as its URL says them. */
export type HoldersView = { state: (typeof serviceStates)[number]; cursor: string | undefined };

export function holdersViewOf(parameters: SearchParams): HoldersView | { state: undefined; cursor: string | undefined } {
  return { state: oneOf(parameters.state, serviceStates), cursor: one(parameters.cursor) };
}

export function holdersHref(id: string, { state, cursor }: Partial<HoldersView>): string {
  return withQuery(vulnerabilityHref(id), { state: state === "affected" ? null : state, cursor });
}
