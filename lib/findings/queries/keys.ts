import type { ClientBase } from "pg";
import { conditions, Parameters } from "@/lib/inventory/read";
import { type FindingFilters, holderFilter, stateFilter, vulnerabilityFilter } from "./filters";

/** Open findings by their numbers, all arrays of one length. */
export type FindingKeys = { artifactIds: number[]; packageVersionIds: number[]; vulnerabilityIds: number[] };

/** The open findings that filters have: as many as `max`, so that one more than is wanted says that there are more. */
export async function selectFindingKeys(client: ClientBase, filters: FindingFilters, max: number): Promise<FindingKeys> {
  const parameters = new Parameters();
  const where = [...stateFilter(filters, parameters), ...holderFilter(filters, parameters), ...vulnerabilityFilter(filters, parameters)];
  const { rows } = await client.query<{ a: number; p: number; v: number }>({
    text: `select x.artifact_id as a, x.package_version_id as p, x.vulnerability_id as v from finding x join vulnerability v on v.id = x.vulnerability_id
      ${conditions("where", where)} limit ${parameters.add(max)}::int`,
    values: parameters.values,
  });
  return { artifactIds: rows.map(({ a }) => a), packageVersionIds: rows.map(({ p }) => p), vulnerabilityIds: rows.map(({ v }) => v) };
}
