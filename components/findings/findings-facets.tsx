import { ArtifactFacet, ExploitedFacet, flip, KindFacet, SeverityFacet, TeamFacet } from "@/components/findings/shared-facets";
import { stateWords } from "@/components/findings/triage/decision-words";
import { dueWords, type FindingsView, findingsHref, listGroups, openedWithin, tierWords } from "@/components/findings/view";
import { FacetMenu, type FacetOption } from "@/components/ui/facet-menu";
import { decidedStates } from "@/lib/decisions/words";
import type { PersonRef } from "@/lib/findings/notes/schemas";
import type { FindingList } from "@/lib/findings/schemas";
import { exposureWords } from "@/lib/sla/rule";

const listStateWords = { todo: "To do", open: "All open", closed: "Closed", all: "Open and closed" } as const;
const listStateHints = { todo: "Open, and not decided away", open: "Whatever was decided", closed: null, all: null } as const;
const dueLabels = { overdue: "Overdue", soon: "Within 7 days", none: "Without a date" } as const;
const exposureLabels = { production: "In production", other: "Elsewhere", none: "Not known to run" } as const;
const groupLabels = { vulnerability: "Vulnerability", package: "Package", service: "Service" } as const;

export type ArtifactChoice = { id: number; label: string };
/** What the facets count. */
export type FacetCounts = Pick<FindingList["meta"], "rows" | "counts" | "byKind" | "kev" | "byDecision">;
type FindingsFacetsProps = {
  base: string;
  view: FindingsView;
  meta: FacetCounts;
  /** Where the list is of all services. */
  teams?: readonly { slug: string; name: string }[];
  /** Where the list is of one service. */
  artifacts?: readonly ArtifactChoice[];
  people?: readonly PersonRef[];
};

/** What narrows a list of findings. The counts of severity, kind and "exploited" are those under the other filters. */
export function FindingsFacets({ base, view, meta, teams, artifacts, people }: FindingsFacetsProps) {
  const href = (changes: Partial<FindingsView>) => findingsHref(base, view, changes);
  return (
    <>
      <FacetMenu name="State" selected={view.decision.length > 0 ? view.decision : [view.state]} options={stateOptions(href, meta)} />
      <SeverityFacet selected={view.severity} href={(severity) => href({ severity })} counts={meta.counts} />
      <KindFacet selected={view.kind} href={(kind) => href({ kind })} counts={meta.byKind} />
      <ExploitedFacet selected={view.kev} href={(kev) => href({ kev })} count={meta.kev} />
      {teams ? <TeamFacet selected={view.team} href={(team) => href({ team })} teams={teams} /> : null}
      {artifacts ? <ArtifactFacet selected={view.artifactId} href={(artifactId) => href({ artifactId })} artifacts={artifacts} /> : null}
      {view.state === "todo" || view.state === "open" ? <WorkFacets view={view} href={href} people={people ?? []} /> : null}
      <FacetMenu
        name="Opened"
        selected={view.opened === undefined ? [] : [view.opened]}
        clearHref={href({ opened: undefined })}
        options={openedWithin.map((value) => ({
          value,
          label: value === "1" ? "Within a day" : `Within ${value} days`,
          href: href({ opened: view.opened === value ? undefined : value }),
        }))}
      />
    </>
  );
}

/** Parts of a list by what became of it. What was decided is counted where it is known. */
function stateOptions(href: (changes: Partial<FindingsView>) => string, { byDecision }: FacetCounts): FacetOption[] {
  const whole = (state: FindingsView["state"]) => {
    const hint = listStateHints[state];
    return { value: state, label: listStateWords[state], href: href({ state, decision: [] }), ...(hint ? { hint } : {}) };
  };
  const decided = decidedStates.map((value) => ({
    value,
    label: stateWords[value],
    href: href({ state: "todo", decision: [value] }),
    ...(byDecision ? { count: byDecision[value] ?? 0 } : {}),
  }));
  return [whole("todo"), ...decided, whole("open"), whole("closed"), whole("all")];
}

type WorkFacetsProps = { view: FindingsView; href: (changes: Partial<FindingsView>) => string; people: readonly PersonRef[] };

/** What is known of open findings only: who is at them, by when they are due, what was decided and where they run. */
function WorkFacets({ view, href, people }: WorkFacetsProps) {
  const assignees: Omit<FacetOption, "href">[] = [
    { value: "me", label: "Me" },
    { value: "none", label: "Nobody" },
    { value: "disabled", label: "Disabled people" },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ];
  // One who is disabled is nobody to choose, but may be asked for by an address.
  if (view.assignee !== undefined && !assignees.some(({ value }) => value === view.assignee)) assignees.push({ value: view.assignee, label: "Somebody else" });
  return (
    <>
      <FacetMenu
        name="Assignee"
        selected={view.assignee === undefined ? [] : [view.assignee]}
        clearHref={href({ assignee: undefined })}
        options={assignees.map((option) => ({ ...option, href: href({ assignee: view.assignee === option.value ? undefined : option.value }) }))}
      />
      <FacetMenu
        name="Due"
        selected={view.due === undefined ? [] : [view.due]}
        clearHref={href({ due: undefined })}
        options={dueWords.map((value) => ({ value, label: dueLabels[value], href: href({ due: view.due === value ? undefined : value }) }))}
      />
      <FacetMenu
        name="Runs"
        selected={view.environment}
        clearHref={href({ environment: [] })}
        options={exposureWords
          .toReversed()
          .map((value) => ({ value, label: exposureLabels[value], href: href({ environment: flip(view.environment, value) }) }))}
      />
      <FacetMenu
        name="Tier"
        selected={view.tier}
        clearHref={href({ tier: [] })}
        options={tierWords.map((value) => ({ value, label: `Tier ${value}`, href: href({ tier: flip(view.tier, value) }) }))}
      />
    </>
  );
}

/** Whether the list is of findings or of what they have in common. */
export function GroupMenu({ base, view }: { base: string; view: FindingsView }) {
  return (
    <FacetMenu
      name="Group"
      selected={view.group === undefined ? [] : [view.group]}
      clearHref={findingsHref(base, view, { group: undefined })}
      options={listGroups.map((value) => ({
        value,
        label: groupLabels[value],
        href: findingsHref(base, view, { group: view.group === value ? undefined : value }),
      }))}
    />
  );
}
