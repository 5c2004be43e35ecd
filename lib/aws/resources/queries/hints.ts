import type { ClientBase } from "pg";
import type { ArtifactNames } from "./artifacts";
import { fittingBuilds } from "./by-names";
import type { BuildNames } from "./list";
import { namesakes, nameTypes } from "./names";

/** `tag`: a tag that is the version or the commit of a build; null: it is only called alike. */
export type HintRow = ArtifactNames & BuildNames & { resourceId: number; buildSeq: number | null; tag: string | null; word: "version" | "commit" | null };

const hints = `with ${fittingBuilds},
  alike as (select * from named union all ${namesakes(`select * from aws_resource where id = any($1::int[]) and type in ${nameTypes}`)}),
  best as (
    select distinct on (resource_id, artifact_id) a.resource_id, a.artifact_id, f.seq, f.tag, f.word from alike a left join fitting f using (resource_id, artifact_id)
    order by resource_id, artifact_id, f.built_at desc nulls last, f.seq desc, f.word desc),
  placed as (
    select h.*, row_number() over (partition by resource_id order by (tag is null), artifact_id) as place from best h)
  select p.resource_id as "resourceId", p.artifact_id as "artifactId", p.seq as "buildSeq", p.tag, p.word,
    s.slug, s.name as "serviceName", a.kind, a.name as "artifactName", a.ref, b.version, b.commit
  from placed p join artifact a on a.id = p.artifact_id join service s on s.id = a.service_id left join build b on b.artifact_id = p.artifact_id and b.seq = p.seq
  where p.place <= $2 order by p.resource_id, p.place`;

/** Artifacts that resources may be: those with a build that a tag fits first, then those that are called alike. */
export async function selectHints(on: ClientBase, resourceIds: readonly number[], each: number): Promise<HintRow[]> {
  if (resourceIds.length === 0) return [];
  return (await on.query<HintRow>({ name: "aws-hints", text: hints, values: [resourceIds, each] })).rows;
}
