import type { BulkFilter } from "@/components/findings/triage/target";
import type { FindingsView } from "@/components/findings/view";
import { questionFor } from "@/components/urls";
import type { FindingGroup } from "@/lib/findings/schemas";

/** Parts of a question that narrow it, and name nothing. */
const facetNames = new Set("team service kind ref scope direct severity tier env assignee due decision kev since is".split(" "));

/** What its findings have in common, as people read it. */
export function nameOf({ vulnerability, package: of, service }: FindingGroup): string {
  return vulnerability?.id ?? of?.name ?? service?.name ?? "";
}

/** Tells groups of a list apart, and is what filters take for one. */
export function groupKeyOf({ vulnerability, package: of, service }: FindingGroup): string {
  return vulnerability?.id ?? (of ? `${of.ecosystem}:${of.name}` : (service?.slug ?? ""));
}

/** The list of a group's findings, exactly: in the words of a question where it names nothing else, because terms of a question mean any of them. */
export function narrowedTo(group: FindingGroup, view: FindingsView): Partial<FindingsView> {
  const { vulnerability, package: of, service } = group;
  const q = view.q?.trim() ?? "";
  if (service) return { service: [service.slug], q: withoutServices(q) };
  const tokens = q.split(/\s+/).filter((token) => token !== "");
  const namesNothing = tokens.every((token) => facetNames.has(token.slice(0, token.indexOf(":"))));
  if (vulnerability) return namesNothing ? { q: [vulnerability.id, ...tokens].join(" ") } : { vulnerability: [vulnerability.id] };
  // Without its ecosystem a name means those of all others too.
  if (of && namesNothing && of.ecosystem !== "unidentified") return { q: [questionFor(of), ...tokens].join(" ") };
  return { packages: [groupKeyOf(group)] };
}

/** All findings of groups of a list that has `filter`, as bulk changes take them: those that the groups count, and no other. */
export function filterOf(groups: readonly FindingGroup[], by: "vulnerability" | "package" | "service", filter: BulkFilter): BulkFilter {
  const keys = groups.map(groupKeyOf);
  if (by === "vulnerability") return { ...filter, vulnerability: keys };
  if (by === "package") return { ...filter, packages: keys };
  return { ...filter, service: keys, q: withoutServices(filter.q ?? "") };
}

/** Services that are asked for beside others mean any of them: these take their place. */
function withoutServices(q: string): string | undefined {
  const rest = q.split(/\s+/).filter((token) => !token.startsWith("service:"));
  return rest.join(" ").trim() || undefined;
}
