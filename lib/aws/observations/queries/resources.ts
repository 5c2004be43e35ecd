import type { ClientBase } from "pg";
import type { FindingStatus } from "@/lib/aws/model";
import type { RowKey } from "@/lib/findings/queries/order";
import { keyColumns } from "./sides";

/** SQL for where `aws_resource r` runs now: by its digest, or by an index that lists it. */
export const runningColumn = `coalesce((select json_agg(distinct concat_ws(' ', nullif(w.cluster, ''), nullif(w.group_name, ''))) from aws_workload w
    where w.stopped_at is null and w.missing_at is null and w.digest = any(array(select r.digest union select i.index_digest from aws_image_index i where i.digest = r.digest))), '[]')`;

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

/**
 * What Inspector's findings behind some rows are about: the first few of each row, what is reported first, and how many. Findings are looked for once for all
 * rows of an artifact, which share its resources and often the vulnerability.
 */
export async function selectResources(client: ClientBase, keys: readonly RowKey[], max: number): Promise<ResourceRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<ResourceRow>({
    name: "observation-resources",
    text: `with x as materialized (
        select x.*, array(select id from advisory where vulnerability_id = x.vulnerability_id and source = 'inspector') as ids
        from unnest($1::int[], $2::int[], $3::int[]) with ordinality as x(artifact_id, package_version_id, vulnerability_id, place)),
      f as materialized (
        select k.artifact_id, f.* from (select artifact_id, array_agg(distinct id) as ids from x cross join unnest(x.ids) as id group by 1) k
        join aws_resource_artifact m on m.artifact_id = k.artifact_id
        cross join lateral (select id, resource_id, advisory_id from inspector_finding where resource_id = m.resource_id and advisory_id = any(k.ids)
          union all select finding_id, resource_id, advisory_id from inspector_further where resource_id = m.resource_id and advisory_id = any(k.ids) offset 0) f),
      p as materialized (
        select distinct f.*, p.package_version_id
        from f cross join lateral (select package_version_id from inspector_package where finding_id = f.id and package_version_id is not null offset 0) p),
      behind as (
        select x.place, p.resource_id, min(f.status) as status, max(f.last_observed_at) as observed_at
        from x cross join unnest(x.ids) as i(advisory_id) join p using (artifact_id, package_version_id, advisory_id)
        cross join lateral (select status, last_observed_at from inspector_finding where id = p.id offset 0) f group by 1, 2),
      ranked as (
        select place, resource_id, status, count(*) over (partition by place)::int as total,
          row_number() over (partition by place order by status, observed_at desc, resource_id) as n from behind)
      select x.place::int, x.status as state, x.total, ${resourceColumns}
      from ranked x join aws_resource r on r.id = x.resource_id where x.n <= $4::int order by x.place, x.status, r.name, r.key`,
    values: [...keyColumns(keys), max],
  });
  return rows;
}
