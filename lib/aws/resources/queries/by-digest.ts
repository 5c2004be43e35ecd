import type { ClientBase } from "pg";

export type Found = { resourceId: number; artifactId: number; buildSeq: number };
export type Digested = { id: number; digest: string };

// All digests are looked up by one scan of the index, however many they are: each scan also reads what was not yet merged into it.
const newestBuilds = (wanted: string) => `with wanted as materialized (${wanted}),
  built as materialized (
    select artifact_id, seq, built_at, unnest(digests) as digest from build where digests && array(select distinct digest from wanted))
  select distinct on (w.id, b.artifact_id) w.id as "resourceId", b.artifact_id as "artifactId", b.seq as "buildSeq"
  from wanted w join built b using (digest) order by w.id, b.artifact_id, b.built_at desc, b.seq desc`;

const byDigest = newestBuilds("select * from unnest($1::int[], $2::text[]) as r (id, digest)");
const byIndex = newestBuilds(
  `select r.id, i.index_digest as digest from unnest($1::int[], $2::text[]) as r (id, digest) join aws_image_index i using (digest)`,
);

const valuesOf = (resources: readonly Digested[]) => [resources.map(({ id }) => id), resources.map(({ digest }) => digest)];

/** Every artifact that has a build with the very digest, with the newest such build. */
export async function selectByDigest(on: ClientBase, resources: readonly Digested[]): Promise<Found[]> {
  if (resources.length === 0) return [];
  return (await on.query<Found>({ name: "aws-map-digest", text: byDigest, values: valuesOf(resources) })).rows;
}

/** Every artifact that has a build with the digest of an image index that lists this one. */
export async function selectByIndex(on: ClientBase, resources: readonly Digested[]): Promise<Found[]> {
  if (resources.length === 0) return [];
  return (await on.query<Found>({ name: "aws-map-index", text: byIndex, values: valuesOf(resources) })).rows;
}
