import type { ClientBase } from "pg";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { FindingFilters } from "./filters";
import { canBeOfClasses, isOfClasses } from "./of-classes";
import { type ClassCount, classTable, ownerParts, rowParts } from "./queue-filters";
import { type QueueOrder, type QueuePlace, queueKeyNames } from "./queue-order";

const epssOf = "coalesce(v.epss, -1::real)";

/** Scores change daily and are no part of the queue: vulnerabilities are read in their order, and the findings of each. */
export async function byEpss(
  client: ClientBase,
  filters: FindingFilters,
  classes: readonly ClassCount[],
  { limit, after }: QueueOrder,
  isSorted: boolean,
): Promise<QueuePlace[]> {
  const parameters = new Parameters();
  const parts = [...ownerParts(filters, parameters), ...rowParts(filters, parameters)];
  const of = classTable(classes, parameters);
  const most = `${parameters.add(limit)}::int`;
  const by = `${epssOf} desc, v.id desc, x.artifact_id desc, x.package_version_id desc`;
  const names = `x.severity_rank as "severityRank", '' as value, ${epssOf} as epss, ${queueKeyNames}`;
  const place = after && [
    `${parameters.add(after.epss)}::real`,
    ...[after.vulnerabilityId, after.artifactId, after.packageVersionId].map((id) => `${parameters.add(id)}::int`),
  ];
  const past = place && `(${epssOf}, v.id, x.artifact_id, x.package_version_id) < (${place.join(", ")})`;
  const begun = place && `(${epssOf}, v.id) <= (${place.slice(0, 2).join(", ")})`;
  const text = isSorted
    ? `select ${names} from open_finding x join ${of} using (kind, severity_rank, kev, state) join vulnerability v on v.id = x.vulnerability_id
          ${conditions("where", [...parts, past])} order by ${by} limit ${most}`
    : `with c as materialized (select * from ${of})
         select ${names} from vulnerability v cross join lateral (
           select x.artifact_id, x.package_version_id, x.vulnerability_id, x.severity_rank from open_finding x
            ${conditions("where", ["x.vulnerability_id = v.id", isOfClasses, ...parts, past])} order by x.artifact_id desc, x.package_version_id desc limit ${most}) x
         ${conditions("where", [canBeOfClasses, begun])} order by ${by} limit ${most}`;
  return (await client.query<QueuePlace>({ text, values: parameters.values })).rows;
}
