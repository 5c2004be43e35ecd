import type { ClientBase } from "pg";

export type ArtifactNames = { artifactId: number; slug: string; serviceName: string; kind: string; artifactName: string; ref: string };

/** Artifacts with their services, by id. */
export async function selectArtifacts(on: ClientBase, ids: readonly number[]): Promise<Map<number, ArtifactNames>> {
  const { rows } = await on.query<ArtifactNames>({
    name: "aws-artifacts",
    text: `select a.id as "artifactId", s.slug, s.name as "serviceName", a.kind, a.name as "artifactName", a.ref
      from artifact a join service s on s.id = a.service_id where a.id = any($1::int[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.artifactId, row]));
}
