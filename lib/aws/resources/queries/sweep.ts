import type { ClientBase, Pool } from "pg";
import { namesakesMax } from "../mapping";
import { commitKey, commitOfTag, isCommon, leafOf, namedTypes, nameTypes, tagTypes, versionKey } from "./names";

const newer = `artifact_head h left join aws_mapped_build m on m.artifact_id = h.artifact_id where h.last_seq > coalesce(m.seq, 0)`;

/** Whether an artifact has a build or a retirement that resources were not looked for. Each takes the next number of its artifact, however late it is, so nothing is ever passed over. */
export async function hasNews(on: ClientBase | Pool): Promise<boolean> {
  const { rows } = await on.query<{ news: boolean }>({ name: "aws-sweep-news", text: `select exists (select from ${newer}) as news` });
  return rows[0]?.news ?? false;
}

/** An artifact, and the numbers after `from` up to `to` that are new. */
export type News = { artifactId: number; from: number; to: number };

export async function selectNews(on: ClientBase, limit: number): Promise<News[]> {
  const { rows } = await on.query<News>({
    name: "aws-sweep-artifacts",
    text: `select h.artifact_id as "artifactId", coalesce(m.seq, 0) as "from", h.last_seq as "to" from ${newer} order by h.artifact_id limit $1`,
    values: [limit],
  });
  return rows;
}

/** When there is no resource yet, nothing has to be looked for: all that was built until now is passed over. False: there are resources. */
export async function passOverWithoutResources(on: ClientBase): Promise<boolean> {
  const { rows } = await on.query<{ none: boolean }>("select not exists (select from aws_resource) as none");
  if (!rows[0]?.none) return false;
  await on.query(`insert into aws_mapped_build (artifact_id, seq) select h.artifact_id, h.last_seq from ${newer}
    on conflict (artifact_id) do update set seq = excluded.seq`);
  return true;
}

export async function markLooked(on: ClientBase, news: readonly News[]): Promise<void> {
  await on.query({
    name: "aws-sweep-mark",
    text: `insert into aws_mapped_build (artifact_id, seq) select * from unnest($1::int[], $2::int[])
      on conflict (artifact_id) do update set seq = excluded.seq`,
    values: [news.map(({ artifactId }) => artifactId), news.map(({ to }) => to)],
  });
}

const isWeak = "not exists (select from aws_resource_artifact m where m.resource_id = r.id and m.by in ('digest', 'index', 'rule'))";

// Always from what is new to the resources that it may tell, by an index: never from the many resources that nothing tells.
const touched = `with news as materialized (select * from unnest($1::int[], $2::int[], $3::int[]) as n (artifact_id, from_seq, to_seq)),
  built as materialized (
    select b.artifact_id, b.version, b.commit, b.digests from news n join build b on b.artifact_id = n.artifact_id and b.seq > n.from_seq and b.seq <= n.to_seq),
  digests as materialized (select distinct unnest(digests) as digest from built),
  images as (select digest from digests union select i.digest from digests d join aws_image_index i on i.index_digest = d.digest),
  called as materialized (
    select a.id as artifact_id, s.slug, n.from_seq = 0 as is_first, k.leaf
    from news n join artifact a on a.id = n.artifact_id join service s on s.id = a.service_id
    cross join lateral (select ${leafOf("a.name")} as leaf union select s.slug) k),
  weak as materialized (
    select r.id, r.type, r.name, r.tags, ${leafOf("r.name")} as leaf from aws_resource r
    where ${leafOf("r.name")} = any(array(select distinct leaf from called)) and r.type in ${namedTypes} and ${isWeak}),
  by_tag as materialized (
    select w.id, w.name, w.leaf from weak w where w.type in ${tagTypes} and exists (select from aws_resource_artifact m where m.resource_id = w.id and m.by = 'tag')),
  tagged as materialized (
    select w.id, w.leaf, ${versionKey("t.tag")} as version, ${commitKey(commitOfTag("t.tag"))} as commit
    from weak w cross join lateral unnest(w.tags) t (tag) where w.type in ${tagTypes}),
  versions as materialized (select distinct c.leaf, ${versionKey("b.version")} as version from called c join built b using (artifact_id) where b.version is not null),
  commits as materialized (select distinct c.leaf, ${commitKey("b.commit")} as commit from called c join built b using (artifact_id) where length(b.commit) >= 7)
  select r.id from images join aws_resource r using (digest) where r.type <> 'SBOM'
  union select t.id from tagged t join versions using (leaf, version)
  union select t.id from tagged t join commits using (leaf, commit)
  union select w.id from weak w join called c using (leaf) where w.type in ${nameTypes}
  union select r.id from by_tag r join called c using (leaf) where c.is_first and c.slug = any(string_to_array(lower(r.name), '/'))
  union select r.id from by_tag r where r.leaf = any(array(
    select leaf from (select distinct leaf from called where is_first) f where ${isCommon("f.leaf")} and (
      select count(*) from artifact c join aws_mapped_build m on m.artifact_id = c.id where ${leafOf("c.name")} = f.leaf) <= ${namesakesMax}))`;

/**
 * Resources that rules and names map to artifacts of which these builds list RPM packages that those before did not, by the thousand: such a mapping stays
 * what it is with every build, and what the builds call these packages may be new.
 */
export async function selectMappedLoosely(on: ClientBase, news: readonly News[], { after, limit }: { after: number; limit: number }): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "aws-sweep-rpm",
    text: `with news as materialized (select * from unnest($1::int[], $2::int[], $3::int[]) as n (artifact_id, from_seq, to_seq)),
      loose as materialized (
        select n.*, m.resource_id from news n join aws_resource_artifact m using (artifact_id) where m.by in ('rule', 'name') and m.resource_id > $4),
      listing as materialized (
        select l.artifact_id from (select distinct artifact_id, from_seq, to_seq from loose) l where exists (
          select from presence p join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id
          where p.artifact_id = l.artifact_id and p.from_seq > l.from_seq and p.from_seq <= l.to_seq and k.ecosystem = 'rpm'))
      select distinct resource_id as id from loose join listing using (artifact_id) order by 1 limit $5`,
    values: [news.map(({ artifactId }) => artifactId), news.map(({ from }) => from), news.map(({ to }) => to), after, limit],
  });
  return rows.map(({ id }) => id);
}

/** Resources that may be something else now that this was built or retired: few more than are. */
export async function selectTouched(on: ClientBase, news: readonly News[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "aws-sweep-touched",
    text: touched,
    values: [news.map(({ artifactId }) => artifactId), news.map(({ from }) => from), news.map(({ to }) => to)],
  });
  return rows.map(({ id }) => id);
}
