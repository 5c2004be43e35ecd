import { int4Array } from "@/lib/db/binary-arrays";
import type { Parameters } from "@/lib/inventory/read";
import { standingAlone } from "./live";

/**
 * SQL of how many rows of what only Inspector reports there are of each vulnerability (`n`), and how many that it reports now (`counted`). Of artifacts that owe
 * it, what is kept is taken away and what is true is added.
 */
export function keptTotals({ owed }: { owed: readonly number[] }, parameters: Parameters): string {
  const kept = "select vulnerability_id, n, reported as counted from inspector_alone_total";
  if (owed.length === 0) return kept;
  const ids = `any(${parameters.add(int4Array(owed))}::int4[])`;
  const columns = "vulnerability_id, case when closed_at is null then 1 else 0 end as reported";
  return `select vulnerability_id, sum(n) as n, sum(counted) as counted from (${kept}
      union all select vulnerability_id, -1, -reported from (select ${columns} from inspector_alone where artifact_id = ${ids}) former
      union all select vulnerability_id, 1, reported from (select ${columns} from (${standingAlone([`o.artifact_id = ${ids}`])}) each) made) each
    group by 1 having sum(n) > 0`;
}
