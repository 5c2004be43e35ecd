import type { Parameters } from "@/lib/inventory/read";
import type { ListVulnerabilities } from "../schemas";

/** Where a page ends, in the order of its list. Times are text with microseconds, which a Date would lose. */
export type Place =
  | { sort: "priority"; live: number; malware: number; kev: number; rank: number; epss: number; id: number }
  | { sort: "modified"; modifiedAt: string; id: number };

/** What is withdrawn goes last; before it malware, what is known to be exploited, how bad, how likely. All columns descend. */
const priority = ["(x.withdrawn_at is null)::int", "(x.kind = 'malware')::int", "x.kev::int", "x.severity_rank", "coalesce(x.epss, -1::real)", "x.id"];
const modified = ["x.modified_at", "x.id"];

export function orderOf(sort: ListVulnerabilities["sort"]): string {
  return (sort === "priority" ? priority : modified).map((column) => `${column} desc`).join(", ");
}

/** The columns that make a place, beside `id`. */
export const placeColumns = `(x.withdrawn_at is null)::int as live, (x.kind = 'malware')::int as malware, x.kev::int as kev, x.severity_rank as rank,
  coalesce(x.epss, -1::real) as epss, to_char(x.modified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "modifiedAt"`;

/** The condition of what comes after a place. */
export function afterPlace(place: Place | null, parameters: Parameters): string | null {
  if (place === null) return null;
  const add = (value: unknown, type: string) => `${parameters.add(value)}::${type}`;
  if (place.sort === "modified") return `(${modified.join(", ")}) < (${add(place.modifiedAt, "timestamptz")}, ${add(place.id, "int")})`;
  const { live, malware, kev, rank, epss, id } = place;
  const values = [add(live, "int"), add(malware, "int"), add(kev, "int"), add(rank, "smallint"), add(epss, "real"), add(id, "int")];
  return `(${priority.join(", ")}) < (${values.join(", ")})`;
}
