import { type Facets, serviceFilter } from "@/lib/blast-radius/queries/filters";
import { conditions, type Parameters } from "@/lib/inventory/read";

/** What was typed: the beginning of an id, as an interval of names, or words of the summary, as patterns in lower case. Null does not narrow. */
export type TextFilter = { kind: "ids"; from: string; before: string } | { kind: "words"; patterns: readonly string[] } | null;

/** Which open findings are counted; null does not narrow. */
export type ReachFilters = { teams: readonly string[] | null; services: readonly string[] | null; ecosystems: readonly string[] | null };

/** Conditions on `finding x` for the open ones that are counted. */
export function openFindings({ teams, services, ecosystems }: ReachFilters, parameters: Parameters): string {
  const facets: Facets = { teams, services, kinds: null, refs: null, scopes: null, direct: null };
  const owner = serviceFilter(facets, parameters);
  return conditions("where", [
    "x.closed_at is null",
    owner.some((part) => part !== null)
      ? `x.artifact_id in (select a.id from artifact a join service s on s.id = a.service_id ${conditions("where", owner)})`
      : null,
    ecosystems &&
      `x.package_version_id in (select pv.id from package k join package_version pv on pv.package_id = k.id where k.ecosystem = any(${parameters.add(ecosystems)}::text[]))`,
  ]);
}

/** The condition on `vulnerability v` that it is what was typed. */
export function textFilter(text: TextFilter, parameters: Parameters): string | null {
  if (text === null) return null;
  // By the order of bytes only ASCII letters have two cases, and "ilike" would cost four times as much.
  if (text.kind === "words") return `lower(v.summary collate "C") like all(${parameters.add(text.patterns)}::text[])`;
  return `v.id in (select vulnerability_id from vulnerability_alias where name >= ${parameters.add(text.from)}::text and name < ${parameters.add(text.before)}::text)`;
}
