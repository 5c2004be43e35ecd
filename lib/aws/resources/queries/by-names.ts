import type { ClientBase } from "pg";
import type { Found } from "./by-digest";
import { commitKey, commitOfTag, isSameCommit, namesakes, nameTypes, tagTypes, versionKey } from "./names";

const resourcesOf = (types: string) => `select * from aws_resource where id = any($1::int[]) and type in ${types}`;

/** Builds of namesakes that a tag of the resource fits: (resource_id, artifact_id, seq, built_at, tag, word). */
export const fittingBuilds = `named as materialized (${namesakes(resourcesOf(tagTypes))}),
  wanted as materialized (
    select n.resource_id, n.artifact_id, t.tag, ${versionKey("t.tag")} as version, ${commitOfTag("t.tag")} as commit
    from named n join aws_resource r on r.id = n.resource_id cross join lateral unnest(r.tags) t (tag)),
  built as materialized (
    select b.artifact_id, b.seq, b.built_at, ${versionKey("b.version")} as version, case when length(b.commit) >= 7 then b.commit end as commit from build b
    where b.artifact_id = any(array(select distinct artifact_id from wanted)) and (b.version is not null or length(b.commit) >= 7)),
  fitting as materialized (
    select w.resource_id, b.artifact_id, b.seq, b.built_at, w.tag, 'version' as word from wanted w join built b using (artifact_id, version)
    union all
    select w.resource_id, b.artifact_id, b.seq, b.built_at, w.tag, 'commit'
    from wanted w join built b on b.artifact_id = w.artifact_id and ${commitKey("b.commit")} = ${commitKey("w.commit")} and ${isSameCommit("b.commit", "w.commit")})`;

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
