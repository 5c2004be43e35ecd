import { type InspectorView, inspectorHref } from "@/components/inspector/view";
import { stateWords } from "@/components/inspector/words";
import { FacetMenu } from "@/components/ui/facet-menu";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import type { ObservationList } from "@/lib/aws/observations/schemas/rows";
import { inspectorStates } from "@/lib/aws/observations/schemas/side";

type InspectorFacetsProps = { slug: string; view: InspectorView; meta: ObservationList["meta"]; artifacts: readonly { id: number; label: string }[] };

const flip = <T extends string>(values: readonly T[], value: T) => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);

/** What narrows the list beside who says so. */
export function InspectorFacets({ slug, view, meta, artifacts }: InspectorFacetsProps) {
  const href = (changes: Partial<InspectorView>) => inspectorHref(slug, view, changes);
  return (
    <>
      <FacetMenu
        name="Inspector's state"
        selected={view.state}
        clearHref={href({ state: [] })}
        options={inspectorStates.map((value) => ({
          value,
          label: stateWords[value].short,
          hint: stateWords[value].means,
          count: meta.byState[value] ?? 0,
          href: href({ state: flip(view.state, value) }),
        }))}
      />
      <FacetMenu
        name="Severity"
        selected={view.severity}
        clearHref={href({ severity: [] })}
        options={severityWords.map((value) => ({ value, label: value, count: meta.bySeverity[value], href: href({ severity: flip(view.severity, value) }) }))}
      />
      <FacetMenu
        name="Kind"
        selected={view.kind}
        clearHref={href({ kind: [] })}
        options={advisoryKinds.map((value) => ({ value, label: value, href: href({ kind: flip(view.kind, value) }) }))}
      />
      {artifacts.length > 1 ? (
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
