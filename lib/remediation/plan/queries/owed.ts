import type { ClientBase, Pool } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { viaMax } from "@/lib/sbom";

/** What is in the artifact changed, and with it what brings its findings. In the transaction of the build, once its presences are written. */
export async function markUpgradesOwed(on: ClientBase, artifactId: number): Promise<void> {
  await on.query({
    name: "plan-mark-owed",
    text: "update artifact_findings set upgrades_rev = 0 where artifact_id = $1 and upgrades_rev <> 0",
    values: [artifactId],
  });
}

/** Artifacts whose packed findings are not up to date, some of them. */
export async function selectOwed(on: ClientBase | Pool, limit: number): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>("select artifact_id as id from artifact_findings where upgrades_rev <> rev order by artifact_id limit $1", [
    limit,
  ]);
  return rows.map(({ id }) => id);
}

/** Those of some artifacts that are owed and that nobody else works on: until the transaction ends nobody changes what their findings are. */
export async function lockOwed(on: ClientBase, artifactIds: readonly number[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    text: "select artifact_id as id from artifact_findings where artifact_id = any($1::int4[]) and upgrades_rev <> rev order by artifact_id for no key update skip locked",
    values: [int4Array(artifactIds)],
  });
  return rows.map(({ id }) => id);
}

// Numbers of four bytes, for each package version with findings: itself, its place in `causes`, how many direct dependencies bring it and which, how many
// vulnerabilities and which.
const packed = `coalesce(string_agg(int4send(h.package_version_id)
    || case when h.direct then int4send(0) || int4send(0)
            when h.vias >= ${viaMax} then int4send(2) || int4send(0)
            when h.packages = h.vias then int4send(1) || int4send(h.brought_by::int) || h.brought_by_ids
            else int4send(3) || int4send(0) end
    || int4send(h.n) || h.ids, ''::bytea order by h.package_version_id), '')`;

/**
 * Packs the open findings of artifacts that are locked. What belongs together is sorted together and not joined: how much an artifact has cannot be guessed by
 * a planner, and one with twenty thousand findings and as many direct dependencies took it minutes.
 */
export async function packFindings(on: ClientBase, artifactIds: readonly number[]): Promise<void> {
  await on.query({
    text: `with x as materialized (
        select artifact_id, package_version_id, count(*)::int as n, string_agg(int4send(vulnerability_id), ''::bytea order by vulnerability_id) as ids
        from open_finding where artifact_id = any($1::int4[]) group by 1, 2),
      held as materialized (
        select x.*, p.direct, p.via from x left join presence p
          on p.artifact_id = x.artifact_id and p.package_version_id = x.package_version_id and coalesce(p.to_seq, 0) = 0),
      direct as materialized (
        select p.artifact_id, v.package_id, count(*) as n, string_agg(int4send(v.id), ''::bytea order by v.id) as ids
        from presence p join package_version v on v.id = p.package_version_id
        where p.artifact_id = any($1::int4[]) and coalesce(p.to_seq, 0) = 0 and p.direct group by 1, 2),
      met as (
        select artifact_id, package_id, package_version_id, first_value(n) over w as n, first_value(ids) over w as ids from (
          select artifact_id, package_id, 0 as package_version_id, n, ids from direct
          union all select h.artifact_id, u.package_id, h.package_version_id, null, null from held h cross join lateral unnest(h.via) as u(package_id) where not h.direct) each
        window w as (partition by artifact_id, package_id order by package_version_id)),
      findings as materialized (
        select artifact_id, package_version_id, bool_or(direct) as direct, max(vias) as vias, max(n) as n, string_agg(ids, ''::bytea) as ids,
          max(packages) as packages, max(brought_by) as brought_by, string_agg(brought_by_ids, ''::bytea) as brought_by_ids from (
            select artifact_id, package_version_id, direct, cardinality(via) as vias, n, ids, null::bigint as packages, null::numeric as brought_by, null::bytea as brought_by_ids from held
            union all select artifact_id, package_version_id, null, null, null, null, count(*), sum(n), string_agg(ids, ''::bytea order by package_id)
              from met where package_version_id <> 0 and n is not null group by 1, 2) each
        group by 1, 2)
      insert into artifact_upgrades (artifact_id, digest, findings)
      select id, ('x' || left(encode(sha256(findings), 'hex'), 16))::bit(64)::bigint, findings from (select a.id, ${packed} as findings
      from unnest($1::int4[]) as a(id) left join findings h on h.artifact_id = a.id group by a.id) made order by id
      on conflict (artifact_id) do update set findings = excluded.findings, digest = excluded.digest where artifact_upgrades.digest <> excluded.digest`,
    values: [int4Array(artifactIds)],
  });
  await on.query({
    name: "plan-settled",
    text: "update artifact_findings set upgrades_rev = rev where artifact_id = any($1::int4[])",
    values: [int4Array(artifactIds)],
  });
}
