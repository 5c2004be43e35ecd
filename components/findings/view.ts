import { many, one, oneOf, type SearchParams } from "@/components/search-params";
import { withQuery } from "@/components/urls";
import { type AdvisoryKind, advisoryKinds, type SeverityWord, severityWords } from "@/lib/advisories/model";
import { findingSorts, findingStates } from "@/lib/findings/schemas";

/** A list of findings as its URL says it. `opened` is within so many days. */
export type FindingsView = {
  q: string | undefined;
  team: readonly string[];
  artifactId: number | undefined;
  kind: readonly AdvisoryKind[];
  severity: readonly SeverityWord[];
  kev: "true" | "false" | undefined;
  ecosystem: readonly string[];
  state: (typeof findingStates)[number];
  opened: (typeof openedWithin)[number] | undefined;
  /** Who says so; undefined: what OSV's advisories say. */
  source: (typeof findingSources)[number] | undefined;
  /** Of what only Inspector reports. */
  sbomGap: "true" | undefined;
  sort: (typeof findingSorts)[number];
  cursor: string | undefined;
};

export const findingSources = ["both", "osv", "inspector"] as const;

/** Days. */
export const openedWithin = ["1", "7", "30", "90"] as const;

export function findingsViewOf(parameters: SearchParams): FindingsView {
  const artifactId = Number(one(parameters.artifactId));
  return {
    q: one(parameters.q),
    team: many(parameters.team),
    artifactId: Number.isSafeInteger(artifactId) && artifactId > 0 ? artifactId : undefined,
    kind: advisoryKinds.filter((kind) => many(parameters.kind).includes(kind)),
    severity: severityWords.filter((word) => many(parameters.severity).includes(word)),
    kev: oneOf(parameters.kev, ["true", "false"]),
    ecosystem: many(parameters.ecosystem),
    state: oneOf(parameters.state, findingStates) ?? "open",
    opened: oneOf(parameters.opened, openedWithin),
    source: oneOf(parameters.source, findingSources),
    sbomGap: oneOf(parameters.sbomGap, ["true"]),
    sort: oneOf(parameters.sort, findingSorts) ?? "priority",
    cursor: one(parameters.cursor),
  };
}

/** The list on its page, `/findings` or a service's tab, with some of it changed; any change but of the cursor goes back to the first page. */
export function findingsHref(base: string, view: FindingsView, changes: Partial<FindingsView> = {}): string {
  const { sort, state, ...rest } = { ...view, cursor: undefined, ...changes };
  return withQuery(base, { ...rest, state: state === "open" ? null : state, sort: sort === "priority" ? null : sort });
}

/** Nothing narrowed: every open finding. */
export const noFilters: Partial<FindingsView> = {
  q: undefined,
  team: [],
  artifactId: undefined,
  kind: [],
  severity: [],
  kev: undefined,
  ecosystem: [],
  state: "open",
  opened: undefined,
  source: undefined,
  sbomGap: undefined,
};

export function isNarrowed(view: FindingsView): boolean {
  const { q, team, artifactId, kind, severity, kev, ecosystem, state, opened, source } = view;
  const lists = [team, kind, severity, ecosystem];
  return lists.some((list) => list.length > 0) || [q, artifactId, kev, opened, source].some((value) => value !== undefined) || state !== "open";
}
