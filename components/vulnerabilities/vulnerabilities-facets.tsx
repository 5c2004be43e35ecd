import { FacetMenu } from "@/components/ui/facet-menu";
import { type VulnerabilitiesView, vulnerabilitiesHref } from "@/components/vulnerabilities/view";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import type { VulnerabilityList } from "@/lib/advisories/vulnerabilities/schemas";

type VulnerabilitiesFacetsProps = { view: VulnerabilitiesView; meta: VulnerabilityList["meta"]; teams: readonly { slug: string; name: string }[] };

const flip = <T extends string>(values: readonly T[], value: T) => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
const scopes = [
  { value: "now", label: "Affecting now", hint: "an artifact's newest SBOM names an affected version" },
  { value: "any", label: "Everything mirrored", hint: "also what affects nothing, and what was withdrawn" },
] as const;

/** What narrows the list. The counts of severity, kind and "exploited" are those under the other filters. */
export function VulnerabilitiesFacets({ view, meta, teams }: VulnerabilitiesFacetsProps) {
  const href = (changes: Partial<VulnerabilitiesView>) => vulnerabilitiesHref(view, changes);
  const teamOptions = [...teams.map(({ slug, name }) => ({ value: slug, label: name })), { value: "none", label: "Without a team" }];
  return (
    <>
      <FacetMenu name="Shown" selected={[view.affects]} options={scopes.map((scope) => ({ ...scope, href: href({ affects: scope.value }) }))} />
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
        name="Team"
        selected={view.team}
        clearHref={href({ team: [] })}
        options={teamOptions.map((option) => ({ ...option, href: href({ team: flip(view.team, option.value) }) }))}
      />
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
