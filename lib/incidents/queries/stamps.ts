import type { ClientBase, Pool } from "pg";
import { isStanding, isUnsettled } from "@/lib/aws/observations/queries/parts";

/** What can change an answer, as texts that differ when it did: builds and retirements of all artifacts, what runs where, and syncs of advisories with what Inspector reports, or reported, and scans. */
export type Stamps = { inventory: string; deployments: string; advisories: string };

export async function selectStamps(db: ClientBase | Pool): Promise<Stamps> {
  const { rows } = await db.query<Stamps>({
    name: "incident-stamps",
    // Every build and every retirement takes the next number of its artifact, however late it is.
    text: `select (select concat_ws(' ', coalesce(sum(last_seq), 0), count(*)) from artifact_head) || ' ' || (select count(*) from service) as inventory,
      (select concat_ws(' ', count(*), sum(hashtextextended(concat_ws(' ', artifact_id, build_seq, environment), 0)::numeric)) from deployment where to_at is null) as deployments,
      (select coalesce(md5(string_agg(concat_ws(' ', id, enabled, succeeded_at), ',' order by id)), '') from advisory_feed)
        || (select coalesce(' ' || nullif(count(*), 0) || ' ' || sum(hashtextextended(concat_ws(' ', artifact_id, package_version_id, advisory_id, ${isUnsettled("o")}), 0)::numeric), '')
          from observation o where ${isStanding("o")})
        || (select coalesce(' ' || nullif(count(*), 0) || ' ' || sum(hashtextextended(concat_ws(' ', m.artifact_id, m.build_seq), 0)::numeric), '')
          from aws_resource_artifact m join aws_resource r on r.id = m.resource_id where r.scan_status = 'ACTIVE'
            and m.artifact_id = any(array(select o.artifact_id from observation o where ${isUnsettled("o")}))) as advisories`,
  });
  if (!rows[0]) throw new Error("A select without from gives one row.");
  return rows[0];
}

export type Checked = {
  services: number;
  withoutSbom: number;
  builds: number;
  windowBuilds: number | null;
  newestSbomAt: Date | null;
  oldestSbomAt: Date | null;
};

/** What there was to be looked at: the newest build of each artifact, and all builds of a window. */
export async function selectChecked(db: ClientBase | Pool, window: { from: Date; to: Date } | null): Promise<Checked> {
  const { rows } = await db.query<Checked>({
    text: `select (select count(*) from service where retired_at is null)::int as services,
        (select count(*) from service where first_build_at is null and retired_at is null)::int as "withoutSbom",
        h.builds, h.newest as "newestSbomAt", h.oldest as "oldestSbomAt",
        case when $1::timestamptz is not null then (select coalesce(sum(b.builds), 0)::int from artifact_head a
          cross join lateral (select count(*) as builds from build where artifact_id = a.artifact_id and built_at >= $1 and built_at < $2) b) end as "windowBuilds"
      from (select count(*)::int as builds, max(head_built_at) as newest, min(head_built_at) as oldest from artifact_head where head_seq is not null) h`,
    values: [window?.from ?? null, window?.to ?? null],
  });
  if (!rows[0]) throw new Error("Aggregates give one row.");
  return rows[0];
}
