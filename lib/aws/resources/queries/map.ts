import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** Sets what resources are by their digests alone. `former`: artifacts that they were and are not any more. */
export async function mapByDigest(on: ClientBase, resourceIds: readonly number[]): Promise<{ changed: boolean; former: number[] }> {
  const { rows } = await on.query<{ changed: boolean; former: number[] }>(
    `with wanted as materialized (
       select b.artifact_id, r.id as resource_id, max(b.seq) as build_seq
         from aws_resource r cross join lateral (select artifact_id, seq from build where digests @> array[r.digest] offset 0) b
        where r.id = any($1::int4[]) and r.digest is not null group by 1, 2),
     gone as (
       delete from aws_resource_artifact m where m.resource_id = any($1::int4[])
         and not exists (select from wanted w where w.artifact_id = m.artifact_id and w.resource_id = m.resource_id) returning artifact_id),
     set as (
       insert into aws_resource_artifact (artifact_id, resource_id, build_seq, by) select artifact_id, resource_id, build_seq, 'digest' from wanted
       on conflict (artifact_id, resource_id) do update set build_seq = excluded.build_seq, by = excluded.by
        where (aws_resource_artifact.build_seq, aws_resource_artifact.by) is distinct from (excluded.build_seq, excluded.by) returning artifact_id)
     select (exists (select from gone) or exists (select from set)) as changed, array(select artifact_id from gone) as former`,
    [int4Array(resourceIds)],
  );
  return rows[0] ?? { changed: false, former: [] };
}
