import { ArtifactFacet, flip, KindFacet, SeverityFacet } from "@/components/findings/shared-facets";
import { type InspectorView, inspectorHref } from "@/components/inspector/view";
import { stateWords } from "@/components/inspector/words";
import { FacetMenu } from "@/components/ui/facet-menu";
import type { ObservationList } from "@/lib/aws/observations/schemas/rows";
import { inspectorStates } from "@/lib/aws/observations/schemas/side";

type InspectorFacetsProps = { slug: string; view: InspectorView; meta: ObservationList["meta"]; artifacts: readonly { id: number; label: string }[] };

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
      <SeverityFacet selected={view.severity} href={(severity) => href({ severity })} counts={meta.bySeverity} />
      <KindFacet selected={view.kind} href={(kind) => href({ kind })} />
      <ArtifactFacet selected={view.artifactId} href={(artifactId) => href({ artifactId })} artifacts={artifacts} />
    </>
  );
}
