import type { ClientBase } from "pg";

export type BuildPlace = { artifactId: number; seq: number };

// Of several the newest that was there at the moment, else the first one after it: its upload may be later than its deployment.
const bestAt = (moment: string) => `(b.built_at <= ${moment}) desc, case when b.built_at <= ${moment} then b.built_at end desc, b.built_at, b.seq desc`;

/** Of every artifact that has a build with the digest, the build that fits the moment best; by artifact. */
export async function selectBuildsOfDigest(on: ClientBase, digest: string, at: Date): Promise<BuildPlace[]> {
  const { rows } = await on.query<BuildPlace>(
    `select distinct on (b.artifact_id) b.artifact_id as "artifactId", b.seq from build b
     where b.digests @> array[$1::text] order by b.artifact_id, ${bestAt("$2::timestamptz")}`,
    [digest, at],
  );
  return rows;
}

/** How a build is told among those of its artifact; null: the newest at the moment. */
export type BuildName = { by: "build"; value: number } | { by: "version" | "commit"; value: string } | null;

const conditionOf = { build: "b.seq = $3::int", version: "b.version = $3::text", commit: "b.commit = $3::text" } as const;

/** The build of the artifact that is meant, or null. */
export async function selectBuildOf(on: ClientBase, artifactId: number, name: BuildName, at: Date): Promise<BuildPlace | null> {
  const condition = name === null ? "b.built_at <= $2::timestamptz" : conditionOf[name.by];
  const { rows } = await on.query<BuildPlace>(
    `select b.artifact_id as "artifactId", b.seq from build b where b.artifact_id = $1 and ${condition} order by ${bestAt("$2::timestamptz")} limit 1`,
    name === null ? [artifactId, at] : [artifactId, at, name.value],
  );
  return rows[0] ?? null;
}
