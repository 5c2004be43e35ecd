import { type Priority, priorityColumns, priorityValues } from "@/lib/advisories/queries/priority";
import type { Parameters } from "@/lib/inventory/read";

export type RowKey = { vulnerabilityId: number; artifactId: number; packageVersionId: number };

/** The order of vulnerabilities, among findings `x` joined to `vulnerability v`. */
export const byPriority = priorityColumns("v");
export const byKey = ["x.vulnerability_id", "x.artifact_id", "x.package_version_id"];

export function keyValues({ vulnerabilityId, artifactId, packageVersionId }: RowKey, parameters: Parameters): string[] {
  return [vulnerabilityId, artifactId, packageVersionId].map((id) => `${parameters.add(id)}::int`);
}

/** A place by priority and then by key. */
export function placeValues(place: Priority & RowKey, parameters: Parameters): string[] {
  return [...priorityValues(place, parameters), ...keyValues(place, parameters)];
}

/** Every column of a list, all the same way. */
export function orderBy(columns: readonly string[], way: "asc" | "desc"): string {
  return columns.map((column) => `${column} ${way}`).join(", ");
}
