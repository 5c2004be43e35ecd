import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { aloneColumns, aloneNow, standingAlone } from "@/lib/aws/alone/queries/live";
import { isReported, sbomOf } from "@/lib/aws/observations/queries/parts";
import { artifactFilter, type Facets, presenceFilter, serviceFilter } from "@/lib/blast-radius/queries/filters";
import { int4Array } from "@/lib/db/binary-arrays";
import { exposureOf } from "@/lib/findings/queue/queries/wanted";
import { conditions, type Parameters } from "@/lib/inventory/read";
import { exposureWords, tierUnset } from "@/lib/sla/rule";
import type { QueueFilters } from "./queue-filters";

/** What a list is narrowed to; null does not narrow. */
export type FindingFilters = {
  services: Facets;
  /** Of services; one without counts as 3. */
  tiers: readonly number[] | null;
  /** Tiers of environments, `none`, or names of environments. */
  environments: readonly string[] | null;
  artifactId: number | null;
  vulnerability: { kinds: readonly AdvisoryKind[] | null; severities: readonly SeverityWord[] | null; kev: boolean | null };
  ecosystems: readonly string[] | null;
  /** Whole names of packages. */
  names: readonly string[] | null;
  /** Of these packages only, and of these vulnerabilities, by any of their ids in capitals: whatever the terms mean. */
  packages: readonly { ecosystem: string; name: string }[] | null;
  vulnerabilities: readonly string[] | null;
  /** What the terms mean: package versions as an array literal, or vulnerabilities. */
  meant: { versions: string; vulnerabilities: readonly number[] } | null;
  state: "open" | "closed" | "all";
  openedSince: Date | null;
  openedBefore: Date | null;
  closedSince: Date | null;
  closedBefore: Date | null;
  /** Open then. */
  openAt: Date | null;
  closeReasons: readonly string[] | null;
  queue: QueueFilters;
  /** Who says so; null: OSV's advisories, whatever Inspector says. */
  source: "both" | "osv" | "inspector" | null;
  /** Of what only Inspector reports. */
  sbomGap: boolean | null;
  /** What is kept of that; null: nothing, as of findings, or of what is closed. `owed`: artifacts of which it is of before. */
  alone: { owed: readonly number[] } | null;
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
export function sourceOf({ source, state, alone }: FindingFilters, vulnerabilities: string | null, parameters: Parameters): string {
  if (source !== "inspector") return "finding x";
  const about =
    vulnerabilities && `o.advisory_id = any(array(select id from advisory where source = 'inspector' and vulnerability_id = any(${vulnerabilities}::int4[])))`;
  if (state !== "open") return asFindings(aloneNow([about]));
  if (alone === null) return asFindings(standingAlone([about]));
  if (alone.owed.length === 0) return asFindings("select * from inspector_alone");
  const owed = `any(${parameters.add(int4Array(alone.owed))}::int4[])`;
  const columns = aloneColumns.join(", ");
  return asFindings(
    `select ${columns} from inspector_alone where not artifact_id = ${owed} union all select ${columns} from (${standingAlone([`o.artifact_id = ${owed}`, about])}) made`,
  );
}

const asFindings = (rows: string) => `(select each.*, 'inspector' as open_reason from (${rows}) each) x`;

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
  const owned = artifactsOf(filters, parameters);
  return [
    owned && `x.artifact_id in (${owned})`,
    filters.artifactId === null ? null : `x.artifact_id = ${parameters.add(filters.artifactId)}::int`,
    ...heldFilter(filters, parameters, null),
  ];
}

/** SQL of the artifacts that are asked about; null: of all. */
export function artifactsOf({ services, tiers, environments }: FindingFilters, parameters: Parameters): string | null {
  const parts = [
    ...artifactFilter(services, parameters),
    ...serviceFilter(services, parameters),
    tiers && `coalesce(s.tier, ${tierUnset}) = any(${parameters.add(tiers)}::int[])`,
    environmentPart(environments, parameters),
  ];
  return isSome(parts) ? `select a.id from artifact a join service s on s.id = a.service_id ${conditions("where", parts)}` : null;
}

function environmentPart(environments: FindingFilters["environments"], parameters: Parameters): Part {
  if (environments === null) return null;
  const places = exposureWords.flatMap((word, place) => (environments.includes(word) ? [place] : []));
  const names = environments.filter((name) => !(exposureWords as readonly string[]).includes(name));
  const parts = [
    places.length > 0 && `${exposureOf} in (${places.join(", ")})`,
    names.length > 0 &&
      `exists (select from deployment d where d.artifact_id = a.id and d.to_at is null and d.environment = any(${parameters.add(names)}::text[]))`,
  ];
  return `(${parts.filter((part) => part !== false).join(" or ")})`;
}

/** Conditions on what is held by a row `x`. `packageId`: its column of packages; null: it has none. */
export function heldFilter(filters: FindingFilters, parameters: Parameters, packageId: string | null): Part[] {
  const { services, ecosystems, names, packages: exact, vulnerabilities, meant } = filters;
  const held = presenceFilter(services, parameters);
  const packages = [
    ecosystems && `k.ecosystem = any(${parameters.add(ecosystems)}::text[])`,
    names && `k.name = any(${parameters.add(names)}::text[])`,
    exactPart(exact, parameters),
  ];
  return [
    isSome(held)
      ? `exists (select from presence p where p.artifact_id = x.artifact_id and p.package_version_id = x.package_version_id and p.to_seq is null ${conditions("and", held)})`
      : null,
    packagePart(packages, { packageId, isFew: names !== null || exact !== null }),
    vulnerabilities &&
      `x.vulnerability_id = any(array(select va.vulnerability_id from vulnerability_alias va where va.name = any(${parameters.add(vulnerabilities)}::text[])))`,
    meant &&
      `(x.package_version_id = any(${parameters.add(meant.versions)}::int[]) or x.vulnerability_id = any(${parameters.add(meant.vulnerabilities)}::int[]))`,
  ];
}

function exactPart(packages: FindingFilters["packages"], parameters: Parameters): Part {
  if (packages === null) return null;
  const ecosystems = parameters.add(packages.map(({ ecosystem }) => ecosystem));
  const names = parameters.add(packages.map(({ name }) => name));
  return `(k.ecosystem, k.name) in (select * from unnest(${ecosystems}::text[], ${names}::text[]))`;
}

/** Few packages lead to their rows by an index; of a whole ecosystem each row is asked for its own. */
function packagePart(packages: readonly Part[], { packageId, isFew }: { packageId: string | null; isFew: boolean }): Part {
  if (!isSome(packages)) return null;
  if (packageId !== null && isFew) return `${packageId} = any(array(select k.id from package k ${conditions("where", packages)}))`;
  if (packageId !== null) return `exists (select from package k where k.id = ${packageId} ${conditions("and", packages)})`;
  return `x.package_version_id in (select pv.id from package k join package_version pv on pv.package_id = k.id ${conditions("where", packages)})`;
}

/** Conditions on when `finding x`, or what stands for it or in the queue, was opened, and on who says so. */
export function openedFilter({ openedSince, openedBefore, openAt, source }: FindingFilters, parameters: Parameters): Part[] {
  return [
    source === "both" ? isAlsoReported : source === "osv" ? `not ${isAlsoReported}` : null,
    openedSince && `x.opened_at >= ${parameters.add(openedSince)}::timestamptz`,
    openedBefore && `x.opened_at < ${parameters.add(openedBefore)}::timestamptz`,
    openAt && `x.opened_at <= ${parameters.add(openAt)}::timestamptz`,
  ];
}

/** Conditions on `finding x` alone, or on what stands for it. */
export function stateFilter(filters: FindingFilters, parameters: Parameters): Part[] {
  const { state, source, sbomGap, closedSince, closedBefore, openAt, closeReasons } = filters;
  return [
    ...openedFilter(filters, parameters),
    source !== "inspector" || sbomGap === null ? null : `${sbomGap ? "" : "not "}(${sbomOf("x")} = 'missing')`,
    state === "all" || (source === "inspector" && state === "open") ? null : `x.closed_at is ${state === "open" ? "null" : "not null"}`,
    closedSince && `x.closed_at >= ${parameters.add(closedSince)}::timestamptz`,
    closedBefore && `x.closed_at < ${parameters.add(closedBefore)}::timestamptz`,
    openAt && `(x.closed_at is null or x.closed_at > ${parameters.add(openAt)}::timestamptz)`,
    closeReasons && `x.close_reason = any(${parameters.add(closeReasons)}::text[])`,
  ];
}

const isSome = (parts: readonly Part[]) => parts.some((part) => part !== null);
