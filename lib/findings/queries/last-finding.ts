import type { ClientBase } from "pg";
import { prioritySelect } from "@/lib/advisories/queries/priority";
import type { FindingRow } from "./findings";
import type { RowKey } from "./order";

/** The finding of a key that was opened last, as lists of closed ones have it. */
export async function selectLastFinding(client: ClientBase, { artifactId, packageVersionId, vulnerabilityId }: RowKey): Promise<FindingRow | null> {
  const { rows } = await client.query<FindingRow>({
    name: "finding-last",
    text: `select x.vulnerability_id as "vulnerabilityId", x.artifact_id as "artifactId", x.package_version_id as "packageVersionId",
        x.opened_at as "openedAt", x.open_reason as "openReason", x.closed_at as "closedAt", x.close_reason as "closeReason", x.advisory_ids as "advisoryIds",
        ${prioritySelect("v")}
      from finding x join vulnerability v on v.id = x.vulnerability_id
      where x.artifact_id = $1 and x.package_version_id = $2 and x.vulnerability_id = $3 order by x.opened_at desc limit 1`,
    values: [artifactId, packageVersionId, vulnerabilityId],
  });
  return rows[0] ?? null;
}
