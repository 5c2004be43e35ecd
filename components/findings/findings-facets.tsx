import { type FindingsView, findingsHref, openedWithin } from "@/components/findings/view";
import { FacetMenu } from "@/components/ui/facet-menu";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { type FindingList, findingStates } from "@/lib/findings/schemas";

const stateWords = { open: "Open", closed: "Closed", all: "Open and closed" } as const;

export type ArtifactChoice = { id: number; label: string };
type FindingsFacetsProps = {
  base: string;
  view: FindingsView;
  meta: FindingList["meta"];
  /** Where the list is of all services. */
  teams?: readonly { slug: string; name: string }[];
  /** Where the list is of one service. */
  artifacts?: readonly ArtifactChoice[];
};

const flip = <T extends string>(values: readonly T[], value: T) => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);

/** What narrows a list of findings. The counts of severity, kind and "exploited" are those under the other filters. */
export function FindingsFacets({ base, view, meta, teams, artifacts }: FindingsFacetsProps) {
  const href = (changes: Partial<FindingsView>) => findingsHref(base, view, changes);
  return (
    <>
      <FacetMenu
        name="State"
        selected={[view.state]}
        options={findingStates.map((value) => ({ value, label: stateWords[value], href: href({ state: value }) }))}
      />
      <FacetMenu
        name="Severity"
        selected={view.severity}
        clearHref={href({ severity: [] })}
        options={severityWords.map((value) => ({ value, label: value, count: meta.counts[value], href: href({ severity: flip(view.severity, value) }) }))}
      />
      <FacetMenu
        name="Kind"
        selected={view.kind}
        clearHref={href({ kind: [] })}
        options={advisoryKinds.map((value) => ({ value, label: value, count: meta.byKind[value] ?? 0, href: href({ kind: flip(view.kind, value) }) }))}
      />
      <FacetMenu
        name="Exploited"
        selected={view.kev === undefined ? [] : [view.kev]}
        clearHref={href({ kev: undefined })}
        options={[{ value: "true", label: "Known exploited (KEV)", count: meta.kev, href: href({ kev: view.kev === "true" ? undefined : "true" }) }]}
      />
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
      {teams ? (
        <FacetMenu
          name="Team"
          selected={view.team}
          clearHref={href({ team: [] })}
          options={[...teams.map(({ slug, name }) => ({ value: slug, label: name })), { value: "none", label: "Without a team" }].map((option) => ({
            ...option,
            href: href({ team: flip(view.team, option.value) }),
          }))}
        />
      ) : null}
      {artifacts && artifacts.length > 1 ? (
        <FacetMenu
          name="Artifact"
          selected={view.artifactId === undefined ? [] : [String(view.artifactId)]}
          clearHref={href({ artifactId: undefined })}
          options={artifacts.map(({ id, label }) => ({ value: String(id), label, href: href({ artifactId: view.artifactId === id ? undefined : id }) }))}
        />
      ) : null}
    </>
  );
}
