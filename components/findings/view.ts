import { filled, many, one, oneOf, type SearchParams } from "@/components/search-params";
import { withQuery } from "@/components/urls";
import { type AdvisoryKind, advisoryKinds, type SeverityWord, severityWords } from "@/lib/advisories/model";
import { type DecidedState, decidedStates } from "@/lib/decisions/words";
import { closeReasons } from "@/lib/findings/schemas";
import { type ExposureWord, exposureWords } from "@/lib/sla/rule";

/** `todo`: what is open and nobody decided away. */
export const listStates = ["todo", "open", "closed", "all"] as const;
export const listSorts = ["priority", "opened", "-opened", "due", "-due"] as const;
export const listGroups = ["vulnerability", "package", "service"] as const;
export const dueWords = ["overdue", "soon", "none"] as const;
export const findingSources = ["both", "osv", "inspector"] as const;
export const tierWords = ["1", "2", "3", "4"] as const;
/** Days. */
export const openedWithin = ["1", "7", "30", "90"] as const;

/** What is decided of it, and stays in the queue. */
export const todoStates = ["undecided", "affected", "under_investigation"] as const satisfies readonly DecidedState[];

/** Moments by which other pages link to the list behind a figure. */
export const moments = ["openedSince", "openedBefore", "closedSince", "closedBefore", "openAt"] as const;
export type Moments = Record<(typeof moments)[number], string | undefined>;

/** A list of findings as its URL says it. `opened` is within so many days. */
export type FindingsView = Moments & {
  q: string | undefined;
  team: readonly string[];
  service: readonly string[];
  artifactId: number | undefined;
  kind: readonly AdvisoryKind[];
  severity: readonly SeverityWord[];
  kev: "true" | "false" | undefined;
  ecosystem: readonly string[];
  /** Beside what `q` names: vulnerabilities by their ids, and packages as `npm:lodash`. */
  vulnerability: readonly string[];
  packages: readonly string[];
  state: (typeof listStates)[number];
  opened: (typeof openedWithin)[number] | undefined;
  closeReason: readonly (typeof closeReasons)[number][];
  /** Who says so; undefined: what OSV's advisories say. */
  source: (typeof findingSources)[number] | undefined;
  /** Of what only Inspector reports. */
  sbomGap: "true" | undefined;
  decision: readonly DecidedState[];
  /** `me`, `none`, or the id of a person. */
  assignee: string | undefined;
  due: (typeof dueWords)[number] | undefined;
  tier: readonly (typeof tierWords)[number][];
  environment: readonly ExposureWord[];
  sort: (typeof listSorts)[number];
  group: (typeof listGroups)[number] | undefined;
  cursor: string | undefined;
};

const someOf = <T extends string>(value: string | string[] | undefined, allowed: readonly T[]) => allowed.filter((each) => many(value).includes(each));

export function findingsViewOf(parameters: SearchParams): FindingsView {
  const artifactId = Number(one(parameters.artifactId));
  return {
    q: one(parameters.q),
    team: many(parameters.team),
    service: many(parameters.service),
    artifactId: Number.isSafeInteger(artifactId) && artifactId > 0 ? artifactId : undefined,
    kind: someOf(parameters.kind, advisoryKinds),
    severity: someOf(parameters.severity, severityWords),
    kev: oneOf(parameters.kev, ["true", "false"]),
    ecosystem: many(parameters.ecosystem),
    vulnerability: many(parameters.vulnerability),
    packages: many(parameters.packages),
    state: oneOf(parameters.state, listStates) ?? "todo",
    opened: oneOf(parameters.opened, openedWithin),
    closeReason: someOf(parameters.closeReason, closeReasons),
    source: oneOf(parameters.source, findingSources),
    sbomGap: oneOf(parameters.sbomGap, ["true"]),
    decision: someOf(parameters.decision, decidedStates),
    assignee: one(parameters.assignee),
    due: oneOf(parameters.due, dueWords),
    tier: someOf(parameters.tier, tierWords),
    environment: someOf(parameters.environment, exposureWords),
    sort: oneOf(parameters.sort, listSorts) ?? "priority",
    group: oneOf(parameters.group, listGroups),
    cursor: one(parameters.cursor),
    ...momentsOf(parameters),
  };
}

/** A moment that is none is left out, as every other value that cannot be. */
function momentsOf(parameters: SearchParams): Moments {
  const read = (name: (typeof moments)[number]) => {
    const at = Date.parse(one(parameters[name]) ?? "");
    return Number.isNaN(at) ? undefined : new Date(at).toISOString();
  };
  return {
    openedSince: read("openedSince"),
    openedBefore: read("openedBefore"),
    closedSince: read("closedSince"),
    closedBefore: read("closedBefore"),
    openAt: read("openAt"),
  };
}

/** The list on its page, `/findings` or a service's tab, with some of it changed; any change but of the cursor goes back to the first page. */
export function findingsHref(base: string, view: FindingsView, changes: Partial<FindingsView> = {}): string {
  const { sort, state, ...rest } = { ...view, cursor: undefined, ...changes };
  return withQuery(base, { ...rest, state: state === "todo" ? null : state, sort: sort === "priority" ? null : sort });
}

/** Nothing narrowed: all that is to be done. */
export const noFilters: Partial<FindingsView> = {
  q: undefined,
  team: [],
  service: [],
  artifactId: undefined,
  kind: [],
  severity: [],
  kev: undefined,
  ecosystem: [],
  vulnerability: [],
  packages: [],
  state: "todo",
  opened: undefined,
  closeReason: [],
  source: undefined,
  sbomGap: undefined,
  decision: [],
  assignee: undefined,
  due: undefined,
  tier: [],
  environment: [],
  openedSince: undefined,
  openedBefore: undefined,
  closedSince: undefined,
  closedBefore: undefined,
  openAt: undefined,
};

/** What the list is grouped by: only what is open, as mirrored advisories say, is. */
export function groupingOf({ group, state, source }: FindingsView): FindingsView["group"] {
  return source === undefined && (state === "todo" || state === "open") ? group : undefined;
}

export function isNarrowed(view: FindingsView): boolean {
  return Object.entries(noFilters).some(([name, none]) => {
    const value = view[name as keyof FindingsView];
    return Array.isArray(value) ? filled(value) !== undefined : value !== none;
  });
}
