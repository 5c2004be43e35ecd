import type { ClientBase } from "pg";
import type { FindingStatus } from "@/lib/aws/model";
import type { RowKey } from "@/lib/findings/queries/order";
import { keyColumns } from "./sides";

/** SQL for where `aws_resource r` runs now: by its digest, or by an index that lists it. */
export const runningColumn = `coalesce((select json_agg(distinct concat_ws(' ', nullif(w.cluster, ''), nullif(w.group_name, ''))) from aws_workload w
    where w.stopped_at is null and w.digest = any(array(select r.digest union select i.index_digest from aws_image_index i where i.digest = r.digest))), '[]')`;

export const resourceColumns = `r.key, r.type, r.account, r.region, r.name, r.digest, r.tags, r.scan_status as scan, ${runningColumn} as running`;

export type ResourceRow = {
  place: number;
  key: string;
  type: string;
  account: string;
  region: string;
  name: string;
  digest: string | null;
  tags: string[];
  scan: "ACTIVE" | "INACTIVE" | null;
  running: string[];
  state: FindingStatus;
  total: number;
};

/** What Inspector's findings behind some rows are about: the first few of each row, what is reported first, and how many. */
export async function selectResources(client: ClientBase, keys: readonly RowKey[], max: number): Promise<ResourceRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<ResourceRow>({
    name: "observation-resources",
    text: `select x.place::int, f.status as state, f.total, ${resourceColumns}
      from unnest($1::int[], $2::int[], $3::int[]) with ordinality as x(artifact_id, package_version_id, vulnerability_id, place)
      cross join lateral (
        select f.resource_id, min(f.status) as status, count(*) over ()::int as total
        from aws_resource_artifact m join inspector_finding f on f.resource_id = m.resource_id
          and f.advisory_id = any(array(select id from advisory where vulnerability_id = x.vulnerability_id and source = 'inspector'))
        where m.artifact_id = x.artifact_id and exists (select from inspector_package p where p.finding_id = f.id and p.package_version_id = x.package_version_id)
        group by f.resource_id order by min(f.status), max(f.last_observed_at) desc, f.resource_id limit $4) f
      join aws_resource r on r.id = f.resource_id order by x.place, f.status, r.name, r.key`,
    values: [...keyColumns(keys), max],
  });
  return rows;
}
