import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** Presences of one package version that the same direct dependencies bring. A direct one is brought by its own package. */
export type CauseRow = { packageId: number; direct: boolean; via: number[]; artifactIds: number[] };

/** Through what some presences came in, now or at a moment. */
export async function selectCauses(
  client: ClientBase,
  hits: readonly { artifactId: number; packageVersionId: number }[],
  asOf: Date | null,
): Promise<CauseRow[]> {
  const moment = asOf ? "p.from_at <= $3 and (p.to_at is null or p.to_at > $3)" : "p.to_seq is null";
  const { rows } = await client.query<CauseRow>({
    name: `blast-radius-causes-${asOf ? "past" : "now"}`,
    text: `select v.package_id as "packageId", c.direct, coalesce(c.via, '{}') as via, c.artifacts as "artifactIds" from (
        select p.package_version_id as id, p.direct, p.via, array_agg(p.artifact_id) as artifacts
        from unnest($1::int[], $2::int[]) as h(artifact_id, version_id)
        join presence p on p.artifact_id = h.artifact_id and p.package_version_id = h.version_id and ${moment}
        group by 1, 2, 3) c join package_version v on v.id = c.id`,
    values: [int4Array(hits.map(({ artifactId }) => artifactId)), int4Array(hits.map(({ packageVersionId }) => packageVersionId)), ...(asOf ? [asOf] : [])],
  });
  return rows;
}
