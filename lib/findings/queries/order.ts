import type { Parameters } from "@/lib/inventory/read";

/** Where a page begins, by priority: all columns go the same way. EPSS is -1 where there is none. */
export type Priority = { malware: number; kev: number; epss: number; rank: number };
export type RowKey = { vulnerabilityId: number; artifactId: number; packageVersionId: number };

/** Malware first, then what is known to be exploited, then how likely that is, then how bad. */
export const priorityColumns = `(v.kind = 'malware')::int, (v.kev_added_on is not null)::int, coalesce(v.epss, -1::real), v.severity_rank`;

export const keyColumns = "x.vulnerability_id, x.artifact_id, x.package_version_id";

/** A place among the priority columns. */
export function priorityValues({ malware, kev, epss, rank }: Priority, parameters: Parameters): string[] {
  const at = (value: unknown, type: string) => `${parameters.add(value)}::${type}`;
  return [at(malware, "int"), at(kev, "int"), at(epss, "real"), at(rank, "smallint")];
}

export function keyValues({ vulnerabilityId, artifactId, packageVersionId }: RowKey, parameters: Parameters): string[] {
  return [vulnerabilityId, artifactId, packageVersionId].map((id) => `${parameters.add(id)}::int`);
}

/** Every column of a list, all the same way. */
export function orderBy(columns: string, way: "asc" | "desc"): string {
  // Commas within a call do not separate columns.
  return columns
    .split(/,\s(?![^(]*\))/)
    .map((column) => `${column} ${way}`)
    .join(", ");
}
