import type { ClientBase } from "pg";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { undeterminedReasons } from "../schemas";
import { type FindingFilters, holderFilter, vulnerabilityFilter } from "./filters";
import { prioritySelect } from "./findings";
import { keyColumns, keyValues, orderBy, type Priority, priorityColumns, priorityValues, type RowKey } from "./order";

type Reason = (typeof undeterminedReasons)[number];
export type UndeterminedRow = RowKey & Priority & { reason: Reason };
type Order = { limit: number; after: (RowKey & Priority) | null };

/**
 * Held now and not decided by any advisory of the vulnerability: what one of them calls affected is a finding. The filter of holders
 * stands inside, where few artifacts lead to their presences first.
 */
function sourceOf(filters: FindingFilters, parameters: Parameters): string {
  return `(select x.artifact_id, x.package_version_id, x.vulnerability_id, min(x.reason) as reason
    from (select p.artifact_id, p.package_version_id, m.vulnerability_id, m.reason
      from match m join presence p on p.package_version_id = m.package_version_id and p.to_seq is null
      where m.state = 'undetermined' and not exists (select from match a
        where a.package_version_id = m.package_version_id and a.vulnerability_id = m.vulnerability_id and a.state = 'affected')) x
    ${conditions("where", holderFilter(filters, parameters))} group by 1, 2, 3)`;
}

/** One page of what could not be judged, most telling vulnerabilities first. */
export async function selectUndetermined(client: ClientBase, filters: FindingFilters, { limit, after }: Order): Promise<UndeterminedRow[]> {
  const parameters = new Parameters();
  const source = sourceOf(filters, parameters);
  const parts = vulnerabilityFilter(filters, parameters);
  if (after) {
    const values = [...priorityValues(after, parameters), ...keyValues(after, parameters)];
    parts.push(`(${priorityColumns}, ${keyColumns}) < (${values.join(", ")})`);
  }
  const { rows } = await client.query<UndeterminedRow>({
    text: `select x.vulnerability_id as "vulnerabilityId", x.artifact_id as "artifactId", x.package_version_id as "packageVersionId", x.reason, ${prioritySelect}
      from ${source} x join vulnerability v on v.id = x.vulnerability_id ${conditions("where", parts)}
      order by ${orderBy(`${priorityColumns}, ${keyColumns}`, "desc")} limit ${parameters.add(limit)}::int`,
    values: parameters.values,
  });
  return rows;
}

/** How many there are for each reason. */
export async function countUndetermined(client: ClientBase, filters: FindingFilters): Promise<{ reason: Reason; rows: number }[]> {
  const parameters = new Parameters();
  const source = sourceOf(filters, parameters);
  const parts = vulnerabilityFilter(filters, parameters);
  const { rows } = await client.query<{ reason: Reason; rows: number }>({
    text: `select x.reason, count(*)::int as rows from ${source} x join vulnerability v on v.id = x.vulnerability_id ${conditions("where", parts)} group by 1`,
    values: parameters.values,
  });
  return rows;
}

/** The same for some services, all reasons together. */
export async function countUndeterminedOf(client: ClientBase, slugs: readonly string[]): Promise<{ slug: string; rows: number }[]> {
  const { rows } = await client.query<{ slug: string; rows: number }>({
    name: "undetermined-of-services",
    text: `select s.slug, count(distinct (p.artifact_id, p.package_version_id, m.vulnerability_id))::int as rows
      from service s join artifact a on a.service_id = s.id join presence p on p.artifact_id = a.id and p.to_seq is null
      join match m on m.package_version_id = p.package_version_id and m.state = 'undetermined'
      where s.slug = any($1::text[]) and not exists (select from match o
        where o.package_version_id = m.package_version_id and o.vulnerability_id = m.vulnerability_id and o.state = 'affected')
      group by 1`,
    values: [slugs],
  });
  return rows;
}
