import type { ClientBase } from "pg";
import { int4Column } from "@/lib/db/binary-columns";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { FindingFilters } from "./filters";
import { selectClasses } from "./queue-classes";
import { classTable, isOfClass, ownerParts, rowParts } from "./queue-filters";

/** Open findings by their numbers, all columns of one length. */
export type FindingKeys = { artifactIds: number[]; packageVersionIds: number[]; vulnerabilityIds: number[] };

const column = (value: string) => `coalesce(string_agg(int4send(x.${value}), ''::bytea), '')`;

/** The open findings that filters of a list of the queue have: as many as `max`, so that one more than is wanted says that there are more. */
export async function selectFindingKeys(client: ClientBase, filters: FindingFilters, max: number): Promise<FindingKeys> {
  const classes = (await selectClasses(client, filters)).filter((each) => {
    const { isOfKind, isOfState } = isOfClass(filters, each);
    return isOfKind && isOfState;
  });
  const parameters = new Parameters();
  const parts = [...ownerParts(filters, parameters), ...rowParts(filters, parameters)];
  const { rows } = await client.query<{ a: Buffer; p: Buffer; v: Buffer }>({
    text: `select ${column("artifact_id")} as a, ${column("package_version_id")} as p, ${column("vulnerability_id")} as v from (
      select x.* from open_finding x join ${classTable(classes, parameters)} using (kind, severity_rank, kev, state) ${conditions("where", parts)}
      limit ${parameters.add(max)}::int) x`,
    values: parameters.values,
  });
  const idsOf = (bytes: Buffer | undefined) => (bytes ? [...int4Column(bytes)] : []);
  return { artifactIds: idsOf(rows[0]?.a), packageVersionIds: idsOf(rows[0]?.p), vulnerabilityIds: idsOf(rows[0]?.v) };
}
