import { type Priority, priorityColumns, prioritySelect, priorityValues } from "@/lib/advisories/queries/priority";
import type { Parameters } from "@/lib/inventory/read";
import type { ListVulnerabilities } from "../schemas";

/** Where a page ends, in the order of its list. Times are text with microseconds, which a Date would lose. */
export type Place = ({ sort: "priority"; id: number } & Priority) | { sort: "modified"; modifiedAt: string; id: number };

/** All columns descend. */
const columns: Record<ListVulnerabilities["sort"], string[]> = { priority: [...priorityColumns("x"), "x.id"], modified: ["x.modified_at", "x.id"] };

export function orderOf(sort: ListVulnerabilities["sort"]): string {
  return columns[sort].map((column) => `${column} desc`).join(", ");
}

/** The columns that make a place, beside `id`. */
export const placeColumns = `${prioritySelect("x")}, to_char(x.modified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "modifiedAt"`;

/** The condition of what comes after a place. */
export function afterPlace(place: Place | null, parameters: Parameters): string | null {
  if (place === null) return null;
  const first = place.sort === "modified" ? [`${parameters.add(place.modifiedAt)}::timestamptz`] : priorityValues(place, parameters);
  return `(${columns[place.sort].join(", ")}) < (${[...first, `${parameters.add(place.id)}::int`].join(", ")})`;
}
