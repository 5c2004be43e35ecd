import type { ClientBase } from "pg";
import type { Found } from "./by-digest";
import { commitKey, commitOfTag, isSameCommit, namesakes, nameTypes, tagTypes, versionKey } from "./names";

const resourcesOf = (types: string) => `select * from aws_resource where id = any($1::int[]) and type in ${types}`;

/** Builds of namesakes that a tag of the resource fits: (resource_id, artifact_id, seq, built_at, tag, word). */
export const fittingBuilds = `named as materialized (${namesakes(resourcesOf(tagTypes))}),
  built as materialized (
    select b.artifact_id, b.seq, b.built_at, b.version, b.commit from build b
    where b.artifact_id = any(array(select distinct artifact_id from named)) and (b.version is not null or length(b.commit) >= 7)),
  tagged as materialized (select r.id as resource_id, t.tag from (${resourcesOf(tagTypes)}) r cross join lateral unnest(r.tags) t (tag)),
  fitting as (
    select n.resource_id, b.artifact_id, b.seq, b.built_at, t.tag, 'version' as word
    from named n join tagged t using (resource_id) join built b on b.artifact_id = n.artifact_id and ${versionKey("b.version")} = ${versionKey("t.tag")}
    union all
    select n.resource_id, b.artifact_id, b.seq, b.built_at, t.tag, 'commit'
    from named n join tagged t using (resource_id) join built b on b.artifact_id = n.artifact_id and length(b.commit) >= 7
      and ${commitKey("b.commit")} = ${commitKey(commitOfTag("t.tag"))} and ${isSameCommit("b.commit", commitOfTag("t.tag"))})`;

const byTag = `with ${fittingBuilds},
  one as (select resource_id from fitting group by resource_id having count(distinct artifact_id) = 1)
  select distinct on (resource_id) resource_id as "resourceId", artifact_id as "artifactId", seq as "buildSeq"
  from fitting join one using (resource_id) order by resource_id, built_at desc, seq desc`;

const byName = `with named as (${namesakes(resourcesOf(nameTypes))})
  select resource_id as "resourceId", min(artifact_id) as "artifactId" from named group by resource_id having count(*) = 1 order by resource_id`;

/** The one artifact that is called as the image's repository is and of which a build has a tag of the image as its version or commit, with the newest such build. */
export async function selectByTag(on: ClientBase, ids: readonly number[]): Promise<Found[]> {
  return (await on.query<Found>({ name: "aws-map-tag", text: byTag, values: [ids] })).rows;
}

/** The one artifact that is called as the function or code repository is. */
export async function selectByName(on: ClientBase, ids: readonly number[]): Promise<Omit<Found, "buildSeq">[]> {
  return (await on.query<Omit<Found, "buildSeq">>({ name: "aws-map-name", text: byName, values: [ids] })).rows;
}
