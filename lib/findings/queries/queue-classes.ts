import type { ClientBase } from "pg";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { FindingFilters } from "./filters";
import { type ClassCount, ownerParts, rowParts } from "./queue-filters";

/**
 * How many open findings there are of each class, whatever the filters say of kind, severity, KEV and decision. From the tally, unless the filters ask for what
 * only the findings themselves know.
 */
export async function selectClasses(client: ClientBase, filters: FindingFilters): Promise<ClassCount[]> {
  const parameters = new Parameters();
  const own = ownerParts(filters, parameters);
  const rowwise = rowParts(filters, parameters);
  const isTallied = rowwise.every((part) => part === null);
  const { rows } = await client.query<ClassCount>({
    text: `select x.kind, x.severity_rank as "severityRank", x.kev, x.state, ${isTallied ? "sum(x.n)" : "count(*)"}::int as n
      from ${isTallied ? "open_tally" : "open_finding"} x ${conditions("where", isTallied ? own : [...own, ...rowwise])} group by 1, 2, 3, 4`,
    values: parameters.values,
  });
  return rows;
}
