import type { ClientBase } from "pg";

export type Listed = { digest: string; indexDigest: string };

/** Stores what indexes list; returns the images of which that was not known. */
export async function insertListed(on: ClientBase, listed: readonly Listed[], at: Date): Promise<string[]> {
  const { rows } = await on.query<{ digest: string }>({
    name: "aws-index-insert",
    text: `insert into aws_image_index (digest, index_digest, seen_at) select distinct digest, index_digest, $3::timestamptz
      from unnest($1::text[], $2::text[]) as l (digest, index_digest) order by 1, 2 on conflict (digest, index_digest) do nothing returning digest`,
    values: [listed.map(({ digest }) => digest), listed.map(({ indexDigest }) => indexDigest), at],
  });
  return rows.map(({ digest }) => digest);
}

export async function selectResourcesOfDigests(on: ClientBase, digests: readonly string[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "aws-resources-of-digests",
    text: "select id from aws_resource where digest = any($1::text[]) and type <> 'SBOM'",
    values: [digests],
  });
  return rows.map(({ id }) => id);
}
