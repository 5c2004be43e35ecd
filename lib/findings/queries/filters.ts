import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { artifactFilter, type Facets, presenceFilter, serviceFilter } from "@/lib/blast-radius/queries/filters";
import { conditions, type Parameters } from "@/lib/inventory/read";

/** What a list is narrowed to; null does not narrow. */
export type FindingFilters = {
  services: Facets;
  artifactId: number | null;
  vulnerability: { kinds: readonly AdvisoryKind[] | null; severities: readonly SeverityWord[] | null; kev: boolean | null };
  ecosystems: readonly string[] | null;
  /** Whole names of packages. */
  names: readonly string[] | null;
  /** What the terms mean: package versions as an array literal, or vulnerabilities. */
  meant: { versions: string; vulnerabilities: readonly number[] } | null;
  state: "open" | "closed" | "all";
  openedSince: Date | null;
};

type Part = string | null;

/** Conditions on `vulnerability v`. */
export function vulnerabilityFilter({ vulnerability: { kinds, severities, kev } }: FindingFilters, parameters: Parameters): Part[] {
  return [
    kinds && `v.kind = any(${parameters.add(kinds)}::text[])`,
    severities && `v.kind <> 'malware' and v.severity = any(${parameters.add(severities)}::text[])`,
    kev === null ? null : `v.kev_added_on is ${kev ? "not null" : "null"}`,
  ];
}

/** Conditions on a row `x` with artifact_id, package_version_id and vulnerability_id, whatever the vulnerability says. */
export function holderFilter(filters: FindingFilters, parameters: Parameters): Part[] {
  const { services, artifactId, ecosystems, names, meant } = filters;
  const owner = [...artifactFilter(services, parameters), ...serviceFilter(services, parameters)];
  const held = presenceFilter(services, parameters);
  const packages = [ecosystems && `k.ecosystem = any(${parameters.add(ecosystems)}::text[])`, names && `k.name = any(${parameters.add(names)}::text[])`];
  return [
    isSome(owner) ? `x.artifact_id in (select a.id from artifact a join service s on s.id = a.service_id ${conditions("where", owner)})` : null,
    artifactId === null ? null : `x.artifact_id = ${parameters.add(artifactId)}::int`,
    isSome(held)
      ? `exists (select from presence p where p.artifact_id = x.artifact_id and p.package_version_id = x.package_version_id and p.to_seq is null ${conditions("and", held)})`
      : null,
    isSome(packages)
      ? `x.package_version_id in (select pv.id from package k join package_version pv on pv.package_id = k.id ${conditions("where", packages)})`
      : null,
    meant &&
      `(x.package_version_id = any(${parameters.add(meant.versions)}::int[]) or x.vulnerability_id = any(${parameters.add(meant.vulnerabilities)}::int[]))`,
  ];
}

/** Conditions on `finding x` alone. */
export function stateFilter({ state, openedSince }: FindingFilters, parameters: Parameters): Part[] {
  return [
    state === "all" ? null : `x.closed_at is ${state === "open" ? "null" : "not null"}`,
    openedSince && `x.opened_at >= ${parameters.add(openedSince)}::timestamptz`,
  ];
}

const isSome = (parts: readonly Part[]) => parts.some((part) => part !== null);
