import type { Parameters } from "@/lib/inventory/read";

/** A place in the order of vulnerabilities; EPSS is -1 where there is none. */
export type Priority = { live: number; malware: number; kev: number; rank: number; epss: number };

/**
 * The one order of vulnerabilities and of their findings, all columns descending: what stands before what is withdrawn, malware,
 * known exploited, how bad, how likely. The index vulnerability_priority has these columns, then the id.
 * Severity goes before EPSS: only CVEs have an EPSS, and what has none must not sink below all that has.
 */
const columns = {
  live: (row: string) => `(${row}.withdrawn_at is null)::int`,
  malware: (row: string) => `(${row}.kind = 'malware')::int`,
  kev: (row: string) => `(${row}.kev_added_on is not null)::int`,
  rank: (row: string) => `${row}.severity_rank`,
  epss: (row: string) => `coalesce(${row}.epss, -1::real)`,
} satisfies Record<keyof Priority, (row: string) => string>;

/** The columns of a row of `vulnerability`, by its name in the statement. */
export function priorityColumns(row: string): string[] {
  return Object.values(columns).map((column) => column(row));
}

/** What a select list needs for a `Priority`. */
export function prioritySelect(row: string): string {
  return Object.entries(columns)
    .map(([name, column]) => `${column(row)} as ${name}`)
    .join(", ");
}

/** A place to compare the columns with. */
export function priorityValues({ live, malware, kev, rank, epss }: Priority, parameters: Parameters): string[] {
  const add = (value: number, type: string) => `${parameters.add(value)}::${type}`;
  return [add(live, "int"), add(malware, "int"), add(kev, "int"), add(rank, "smallint"), add(epss, "real")];
}
