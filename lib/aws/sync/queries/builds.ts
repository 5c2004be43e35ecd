import type { Pool } from "pg";

export type NamedBuild = { seq: number; artifact: string; service: string };

/** Builds that have this digest, the newest first, by the names that people know. */
export async function selectBuildsNamed(on: Pool, digest: string): Promise<NamedBuild[]> {
  const { rows } = await on.query<NamedBuild>(
    `select b.seq, a.name as artifact, s.slug as service from build b join artifact a on a.id = b.artifact_id join service s on s.id = a.service_id
     where b.digests @> array[$1::text] order by b.built_at desc, b.seq desc limit 10`,
    [digest],
  );
  return rows;
}
