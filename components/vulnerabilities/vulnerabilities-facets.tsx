import { ExploitedFacet, KindFacet, SeverityFacet, TeamFacet } from "@/components/findings/shared-facets";
import { FacetMenu } from "@/components/ui/facet-menu";
import { type VulnerabilitiesView, vulnerabilitiesHref } from "@/components/vulnerabilities/view";
import type { VulnerabilityList } from "@/lib/advisories/vulnerabilities/schemas";

type VulnerabilitiesFacetsProps = { view: VulnerabilitiesView; meta: VulnerabilityList["meta"]; teams: readonly { slug: string; name: string }[] };

const scopes = [
  { value: "now", label: "Affecting now", hint: "an artifact's newest SBOM names an affected version" },
  { value: "any", label: "Everything mirrored", hint: "also what affects nothing, and what was withdrawn" },
] as const;

/** What narrows the list. The counts of severity, kind and "exploited" are those under the other filters. */
export function VulnerabilitiesFacets({ view, meta, teams }: VulnerabilitiesFacetsProps) {
  const href = (changes: Partial<VulnerabilitiesView>) => vulnerabilitiesHref(view, changes);
  return (
    <>
      <FacetMenu name="Shown" selected={[view.affects]} options={scopes.map((scope) => ({ ...scope, href: href({ affects: scope.value }) }))} />
      <SeverityFacet selected={view.severity} href={(severity) => href({ severity })} counts={meta.counts} />
      <KindFacet selected={view.kind} href={(kind) => href({ kind })} counts={meta.byKind} />
      <ExploitedFacet selected={view.kev} href={(kev) => href({ kev })} count={meta.kev} />
      <TeamFacet selected={view.team} href={(team) => href({ team })} teams={teams} />
      {[...view.service.map((value) => ["service", value] as const), ...view.ecosystem.map((value) => ["ecosystem", value] as const)].map(([name, value]) => (
        <FacetMenu
          key={`${name}:${value}`}
          name={name === "service" ? "Service" : "Ecosystem"}
          selected={[value]}
          clearHref={href({ [name]: view[name].filter((other) => other !== value) })}
          options={[{ value, label: value, href: href({ [name]: view[name].filter((other) => other !== value) }) }]}
        />
      ))}
    </>
  );
}
