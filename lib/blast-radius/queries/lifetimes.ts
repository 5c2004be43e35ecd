import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

export type LifetimeRow = { packageVersionId: number; firstSeenAt: Date; lastSeenAt: Date | null; artifacts: number; artifactsNow: number };

const lifetimesMax = 100;

/** When some package versions (an array literal) were first and last seen anywhere; the first to be seen first. From both partial indexes. */
export async function selectLifetimes(client: ClientBase, matched: string): Promise<{ rows: LifetimeRow[]; versions: number }> {
  const { rows } = await client.query<LifetimeRow & { versions: number }>({
    name: "blast-radius-lifetimes",
    text: `select p.package_version_id as "packageVersionId", min(p.from_at) as "firstSeenAt", case when not bool_or(p.is_open) then max(p.to_at) end as "lastSeenAt",
        (count(distinct p.artifact_id))::int as artifacts, (count(*) filter (where p.is_open))::int as "artifactsNow", (count(*) over ())::int as versions
      from (select package_version_id, artifact_id, from_at, null::timestamptz as to_at, true as is_open from presence
              where package_version_id = any($1::int[]) and to_seq is null
            union all
            select package_version_id, artifact_id, from_at, to_at, false from presence where package_version_id = any($1::int[]) and to_seq is not null) p
      group by 1 order by 2, 1 limit ${lifetimesMax}`,
    values: [matched],
  });
  return { rows: rows.map(({ versions: _, ...row }) => row), versions: rows[0]?.versions ?? 0 };
}

export type AdvisoryTimes = { id: string; kind: string; publishedAt: string | null; withdrawnAt: string | null };

/** The advisories that affect some package versions, with their times, oldest first. */
export async function selectAdvisoryTimes(client: ClientBase, ids: readonly number[]): Promise<Map<number, AdvisoryTimes[]>> {
  const { rows } = await client.query<{ versionId: number; id: string; kind: string; publishedAt: Date | null; withdrawnAt: Date | null }>({
    name: "blast-radius-advisory-times",
    text: `select distinct m.package_version_id as "versionId", v.display_id as id, v.kind, v.published_at as "publishedAt", v.withdrawn_at as "withdrawnAt"
      from match m join vulnerability v on v.id = m.vulnerability_id where m.package_version_id = any($1::int[]) and m.state = 'affected'
      order by 1, 4 nulls last, 2`,
    values: [int4Array(ids)],
  });
  const byVersion = new Map<number, AdvisoryTimes[]>();
  for (const { versionId, publishedAt, withdrawnAt, ...named } of rows) {
    const times = { ...named, publishedAt: publishedAt?.toISOString() ?? null, withdrawnAt: withdrawnAt?.toISOString() ?? null };
    byVersion.set(versionId, [...(byVersion.get(versionId) ?? []), times]);
  }
  return byVersion;
}
