import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { isReported, isStanding, reportedPlaces, sbomOf, stateAt, statePlace } from "@/lib/aws/observations/queries/parts";
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
  openedBefore: Date | null;
  closedSince: Date | null;
  closedBefore: Date | null;
  closeReasons: readonly string[] | null;
  /** What was open at that moment. */
  openAt: Date | null;
  /** Who says so; null: OSV's advisories, whatever Inspector says. */
  source: "both" | "osv" | "inspector" | null;
  /** Of what only Inspector reports. */
  sbomGap: boolean | null;
};

type Part = string | null;

/** Whether Inspector reports finding `x` too. */
const isAlsoReported = `exists (select from observation o join advisory i on i.id = o.advisory_id where o.artifact_id = x.artifact_id
    and o.package_version_id = x.package_version_id and i.vulnerability_id = x.vulnerability_id and ${isReported("o")})`;

/**
 * SQL for what is listed as `x`: findings, or what only Inspector reports with the columns of findings. Of the open that has also what it closed where
 * that is no fix: it is closed, and nobody knows that it is gone.
 * @param vulnerabilities the placeholder of those that are wanted; null: all
 */
export function sourceOf({ source, state }: FindingFilters, vulnerabilities: string | null): string {
  if (source !== "inspector") return "finding x";
  const about = conditions("and", [
    state === "open" ? isStanding("o") : null,
    vulnerabilities && `o.advisory_id = any(array(select id from advisory where source = 'inspector' and vulnerability_id = any(${vulnerabilities}::int4[])))`,
  ]);
  const place = `min(${statePlace("o.state")})`;
  return `(select o.artifact_id, o.package_version_id, i.vulnerability_id, min(o.opened_at) as opened_at, 'inspector' as open_reason,
      case when ${place} > ${reportedPlaces} then max(coalesce(o.closed_at, o.opened_at)) end as closed_at,
      case when ${place} > ${reportedPlaces} then ${stateAt(place)} end as close_reason, array_agg(o.advisory_id order by o.advisory_id) as advisory_ids
    from observation o join advisory i on i.id = o.advisory_id
    where not exists (select from finding n where n.artifact_id = o.artifact_id and n.package_version_id = o.package_version_id
      and n.vulnerability_id = i.vulnerability_id and n.closed_at is null) ${about}
    group by 1, 2, 3) x`;
}

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

/** Conditions on `finding x` alone, or on what stands for it. */
export function stateFilter(filters: FindingFilters, parameters: Parameters): Part[] {
  const { state, source, sbomGap } = filters;
  return [
    ...momentFilter(filters, parameters),
    source === "both" ? isAlsoReported : source === "osv" ? `not ${isAlsoReported}` : null,
    source !== "inspector" || sbomGap === null ? null : `${sbomGap ? "" : "not "}(${sbomOf("x")} = 'missing')`,
    state === "all" || (source === "inspector" && state === "open") ? null : `x.closed_at is ${state === "open" ? "null" : "not null"}`,
  ];
}

function momentFilter({ openedSince, openedBefore, closedSince, closedBefore, closeReasons, openAt }: FindingFilters, parameters: Parameters): Part[] {
  const at = (moment: Date) => `${parameters.add(moment)}::timestamptz`;
  return [
    openedSince && `x.opened_at >= ${at(openedSince)}`,
    openedBefore && `x.opened_at < ${at(openedBefore)}`,
    closedSince && `x.closed_at >= ${at(closedSince)}`,
    closedBefore && `x.closed_at < ${at(closedBefore)}`,
    closeReasons && `x.close_reason = any(${parameters.add(closeReasons)}::text[])`,
    openAt && `x.opened_at < ${at(openAt)} and (x.closed_at is null or x.closed_at >= ${at(openAt)})`,
  ];
}

const isSome = (parts: readonly Part[]) => parts.some((part) => part !== null);
