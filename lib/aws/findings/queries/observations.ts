import type { ClientBase } from "pg";
import { type InspectorState, inspectorSeverities, inspectorStates } from "@/lib/aws/model";
import { int4Array } from "@/lib/db/binary-arrays";

// Not named: a plan kept from an empty database would read whole tables.

/** A package version and a vulnerability that a resource's findings name, or named. */
export type Triple = { resourceId: number; packageVersionId: number; advisoryId: number };

/** Triples in three columns: of these, or of all findings of these resources, or of their closed ones. */
const triplesGiven = "select * from unnest($1::int4[], $2::int4[], $3::int4[]) as given(resource_id, package_version_id, advisory_id)";
const triplesOfResources = (which: string) => `
  select f.resource_id, p.package_version_id, f.advisory_id from inspector_finding f join inspector_package p on p.finding_id = f.id
   where f.resource_id = any($1::int4[]) and f.advisory_id is not null and p.package_version_id is not null ${which}
   union all
  select x.resource_id, p.package_version_id, f.advisory_id from inspector_further x join inspector_finding f on f.id = x.finding_id join inspector_package p on p.finding_id = f.id
   where x.resource_id = any($1::int4[]) and x.advisory_id is not null and p.package_version_id is not null ${which}`;

const closedAt = "case when f.said_status = 'CLOSED' then f.updated_at else coalesce(f.unlisted_at, f.updated_at) end";
/** A finding that is not closed has an ending too, which comes after what it is. */
const isOfState: Record<InspectorState, string> = {
  open: "status = 'ACTIVE'",
  suppressed: "status = 'SUPPRESSED'",
  unscanned: "ending = 'unscanned'",
  unverified: "ending = 'unverified'",
  closed: "ending = 'closed'",
};
/** Of a difference `d`. */
const severities = `(array[${[...inspectorSeverities]
  .reverse()
  .map((word) => `'${word}'`)
  .join(", ")}])[d.severity_rank + 1]`;

/**
 * What the findings of each key together say; nothing for a key that has none. They are looked for by the artifact's resources: a package version or a
 * vulnerability alone may have those of the whole fleet. `offset 0` keeps it so. A closing says that it is gone only where the resource was scanned since.
 */
const saidOfKeys = `
  select artifact_id, package_version_id, advisory_id, count(distinct finding_id)::int4 as findings, (count(distinct finding_id) filter (where status = 'ACTIVE'))::int4 as open,
         case ${inspectorStates.map((state) => `when bool_or(${isOfState[state]}) then '${state}'`).join(" ")} end as state,
         min(first_observed_at) as opened_at,
         case when not bool_or(status <> 'CLOSED') then max(closed_at) end as closed_at,
         coalesce(max(severity_rank) filter (where status = 'ACTIVE'), max(severity_rank)) as severity_rank,
         (max(fix collate "C"))[3] as fixed
    from (
      select key.*, f.id as finding_id, f.status, f.first_observed_at, f.severity_rank, f.closed_at,
             case when r.scan_status = 'INACTIVE' then 'unscanned' when r.scan_status = 'ACTIVE' and r.coverage_at >= f.closed_at then 'closed' else 'unverified' end as ending,
             -- An open finding's before others', of these the latest one's, of these the greatest text.
             case when named.fixed is not null then array[case f.status when 'ACTIVE' then '1' else '0' end, extract(epoch from f.updated_at)::text, named.fixed] end as fix
        from key
       cross join lateral (select resource_id from aws_resource_artifact where artifact_id = key.artifact_id offset 0) m
       cross join lateral (
         select id, status, first_observed_at, updated_at, severity_rank, ${closedAt} as closed_at from inspector_finding f
          where f.resource_id = m.resource_id and f.advisory_id = key.advisory_id
          union all
         select id, status, first_observed_at, updated_at, severity_rank, ${closedAt} from inspector_further x join inspector_finding f on f.id = x.finding_id
          where x.resource_id = m.resource_id and x.advisory_id = key.advisory_id offset 0) f
       cross join lateral (
         select count(*) as rows, max(p.fixed collate "C") as fixed from inspector_package p
          where p.finding_id = f.id and p.package_version_id = key.package_version_id) named
       cross join lateral (select scan_status, coverage_at from aws_resource where id = m.resource_id offset 0) r
       where named.rows > 0) each
   group by 1, 2, 3`;

const fields = ["state", "opened_at", "closed_at", "findings", "open", "severity_rank", "fixed"];
const listed = (prefix: string) => fields.map((field) => `${prefix}${field}`).join(", ");

/** `$4`: artifacts that were mapped to these resources before. */
const recomputed = (triples: string) => `
  with triple as materialized (${triples}),
  key as materialized (
    select m.artifact_id, t.package_version_id, t.advisory_id
      from triple t cross join lateral (select artifact_id from aws_resource_artifact where resource_id = t.resource_id offset 0) m
     union select a.id, t.package_version_id, t.advisory_id from triple t cross join unnest($4::int4[]) as a(id)),
  said as materialized (${saidOfKeys}),
  difference as materialized (
    select key.*, ${listed("said.")}, stored.place
      from key left join said using (artifact_id, package_version_id, advisory_id)
      left join lateral (
        select o.ctid as place, ${listed("o.")} from observation o
         where o.artifact_id = key.artifact_id and o.package_version_id = key.package_version_id and o.advisory_id = key.advisory_id offset 0) stored on true
     where (${listed("said.")}) is distinct from (${listed("stored.")})),
  removed as (delete from observation where ctid = any(array(select place from difference where findings is null))),
  rewritten as (
    update observation o set ${fields.map((field) => `${field} = d.${field}`).join(", ")}, severity = ${severities}
    from difference d where o.ctid = d.place and d.findings is not null),
  added as (
    insert into observation (artifact_id, package_version_id, advisory_id, ${listed("")}, severity)
    select artifact_id, package_version_id, advisory_id, ${listed("")}, ${severities} from difference d where findings is not null and place is null),
  owed as (insert into inspector_alone_owed (artifact_id) select distinct artifact_id from difference)
  select (select count(*) from difference)::int4 as changed, array(select distinct advisory_id from difference) as "advisoryIds"`;

export const sqlOfTriples = recomputed(triplesGiven);
// The other parameters stay, so that all three are called in one way.
const unused = "and $2::int4[] is not distinct from $3::int4[]";
const sqlOfResources = recomputed(triplesOfResources(unused));
const sqlOfClosed = recomputed(triplesOfResources(`and f.status = 'CLOSED' ${unused}`));

/** How many observations became another, came or went, and the advisories that these are of. */
export type Recomputed = { changed: number; advisoryIds: number[] };

/** Makes the observations of these triples what findings, mappings and coverage say. Writes only what differs. */
export async function recomputeTriples(on: ClientBase, triples: readonly Triple[], formerArtifactIds: readonly number[] = []): Promise<Recomputed> {
  const columns = [triples.map((t) => t.resourceId), triples.map((t) => t.packageVersionId), triples.map((t) => t.advisoryId), formerArtifactIds];
  return recompute(on, sqlOfTriples, columns);
}

/** The same for all findings of resources, or for the closed ones. */
export async function recomputeResources(
  on: ClientBase,
  { resourceIds, formerArtifactIds, which }: { resourceIds: readonly number[]; formerArtifactIds: readonly number[]; which: "all" | "closed" },
): Promise<Recomputed> {
  return recompute(on, which === "all" ? sqlOfResources : sqlOfClosed, [resourceIds, [], [], formerArtifactIds]);
}

async function recompute(on: ClientBase, sql: string, columns: readonly (readonly number[])[]): Promise<Recomputed> {
  const { rows } = await on.query<Recomputed>(sql, columns.map(int4Array));
  return rows[0] ?? { changed: 0, advisoryIds: [] };
}
