import { Rows3 } from "lucide-react";
import Link from "next/link";
import { AsOfMenu } from "@/components/blast-radius/as-of-menu";
import { facetCount, noFacets, type View, viewHref } from "@/components/blast-radius/view";
import { buttonStyle } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FacetMenu, type FacetOption } from "@/components/ui/facet-menu";
import type { BlastRadius } from "@/lib/blast-radius/schemas";
import type { TeamRef } from "@/lib/inventory/read/schemas";
import { componentScopes } from "@/lib/sbom/model";

const sortOptions = [
  ["team", "owner"],
  ["-team", "owner, last first"],
  ["service", "service"],
  ["-service", "service, last first"],
  ["-since", "newest first"],
  ["since", "oldest first"],
] as const;

type ListFacet = "team" | "kind" | "ref" | "scope" | "service";
type FacetBarProps = { view: View; answer: BlastRadius; teams: readonly TeamRef[]; kinds: readonly string[] };

/** What narrows the answer. The counts are of the answer as it stands. */
export function FacetBar({ view, answer, teams, kinds }: FacetBarProps) {
  const affectedOf = new Map(answer.groups.map((group) => [group.team?.slug ?? "none", group.services]));
  const teamNames = new Map<string, string>([...teams.map(({ slug, name }) => [slug, name] as const), ["none", "Without a team"]]);
  const refs = new Set([...view.ref, ...answer.data.map((row) => row.artifact.ref)]);
  return (
    <>
      <GroupToggle view={view} />
      <FacetMenu name="Sort" selected={[view.sort]} options={sortOptions.map(([value, label]) => ({ value, label, href: viewHref(view, { sort: value }) }))} />
      <FacetMenu
        name="Team"
        selected={view.team}
        clearHref={viewHref(view, { team: [] })}
        options={listOptions(view, "team", [...teamNames.keys()], (slug) => teamNames.get(slug) ?? slug, affectedOf)}
      />
      <FacetMenu name="Kind" selected={view.kind} clearHref={viewHref(view, { kind: [] })} options={listOptions(view, "kind", kinds)} />
      <FacetMenu name="Ref" selected={view.ref} clearHref={viewHref(view, { ref: [] })} options={listOptions(view, "ref", [...refs].sort())} />
      <FacetMenu name="Scope" selected={view.scope} clearHref={viewHref(view, { scope: [] })} options={listOptions(view, "scope", componentScopes)} />
      <FacetMenu
        name="Direct or via"
        selected={view.direct ? [view.direct] : []}
        clearHref={viewHref(view, { direct: undefined })}
        options={(["true", "false"] as const).map((value) => ({
          value,
          label: value === "true" ? "Direct" : "Through another",
          href: viewHref(view, { direct: view.direct === value ? undefined : value }),
        }))}
      />
      <AsOfMenu view={view} />
      {facetCount(view) > 0 ? (
        <Link href={viewHref(view, noFacets)} scroll={false} className="link px-1 leading-8">
          Clear all
        </Link>
      ) : null}
    </>
  );
}

function listOptions(
  view: View,
  facet: ListFacet,
  values: readonly string[],
  labelOf: (value: string) => string = (value) => value,
  counts?: ReadonlyMap<string, number>,
): FacetOption[] {
  const selected: readonly string[] = view[facet];
  return [...new Set([...values, ...selected])].map((value) => {
    const next = selected.includes(value) ? selected.filter((other) => other !== value) : [...selected, value];
    const found = counts?.get(value);
    return { value, label: labelOf(value), href: viewHref(view, { [facet]: next }), ...(found === undefined ? {} : { count: found }) };
  });
}

/** Rows under their owners, or in one list. The order says which: a sort by owner is what groups. */
function GroupToggle({ view }: { view: View }) {
  const isGrouped = view.sort === "team" || view.sort === "-team";
  return (
    <Link
      href={viewHref(view, { sort: isGrouped ? "service" : "team" })}
      scroll={false}
      aria-current={isGrouped ? "true" : undefined}
      className={cn(buttonStyle(), isGrouped && "border-control bg-sunken")}
    >
      <Rows3 aria-hidden /> {isGrouped ? "Grouped by owner" : "Group by owner"}
    </Link>
  );
}
