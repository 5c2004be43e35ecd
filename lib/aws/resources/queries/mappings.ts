import type { ClientBase } from "pg";
import type { Mapping } from "../mapping";

/** What these resources are by now. */
export async function selectMappings(on: ClientBase, resourceIds: readonly number[]): Promise<Mapping[]> {
  const { rows } = await on.query<Mapping>({
    name: "aws-mappings",
    text: `select resource_id as "resourceId", artifact_id as "artifactId", build_seq as "buildSeq", by from aws_resource_artifact where resource_id = any($1::int[])`,
    values: [resourceIds],
  });
  return rows;
}

export async function deleteMappings(on: ClientBase, gone: readonly Mapping[]): Promise<void> {
  if (gone.length === 0) return;
  await on.query({
    name: "aws-mappings-delete",
    text: `delete from aws_resource_artifact m using unnest($1::int[], $2::int[]) as g (artifact_id, resource_id)
      where m.artifact_id = g.artifact_id and m.resource_id = g.resource_id`,
    values: [gone.map(({ artifactId }) => artifactId), gone.map(({ resourceId }) => resourceId)],
  });
}

/** Writes these mappings; when one was found stays while the way is the same. */
export async function upsertMappings(on: ClientBase, mappings: readonly Mapping[], at: Date): Promise<void> {
  if (mappings.length === 0) return;
  await on.query({
    name: "aws-mappings-upsert",
    text: `insert into aws_resource_artifact as m (artifact_id, resource_id, build_seq, by, mapped_at)
      select artifact_id, resource_id, build_seq, by, $5::timestamptz from unnest($1::int[], $2::int[], $3::int[], $4::text[]) as n (artifact_id, resource_id, build_seq, by)
      on conflict (artifact_id, resource_id) do update set build_seq = excluded.build_seq, by = excluded.by,
        mapped_at = case when m.by = excluded.by then m.mapped_at else excluded.mapped_at end`,
    values: [
      mappings.map(({ artifactId }) => artifactId),
      mappings.map(({ resourceId }) => resourceId),
      mappings.map(({ buildSeq }) => buildSeq),
      mappings.map(({ by }) => by),
      at,
    ],
  });
}
