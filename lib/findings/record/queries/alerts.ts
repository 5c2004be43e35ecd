import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import type { AlertDetail } from "@/lib/findings/record/alert-detail";

/** One writer of alerts at a time: what each says depends on the presences that the others commit. Held until the transaction ends. */
export async function lockAlerts(on: ClientBase): Promise<void> {
  await on.query("select pg_advisory_xact_lock(hashtextextended('wherein.alerts', 0))");
}

/** Of these vulnerabilities, those that are malware or have a standing alert. */
export async function selectAlertCandidates(on: ClientBase, vulnerabilityIds: readonly number[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `select id from vulnerability where id = any($1::int4[]) and kind = 'malware'
     union select vulnerability_id from alert where vulnerability_id = any($1::int4[]) and retracted_at is null order by id`,
    [vulnerabilityIds],
  );
  return rows.map(({ id }) => id);
}

/** Of the vulnerabilities of these advisories, the malware that affects a package version of the dictionary, and those with a standing alert. */
export async function selectAlertCandidatesOfAdvisories(on: ClientBase, advisoryIds: readonly number[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `with touched as materialized (select distinct vulnerability_id as id from advisory where id = any($1::int4[])),
       hit as materialized (select distinct vulnerability_id as id from match where vulnerability_id = any(array(select id from touched)) and state = 'affected')
     select id from hit where (select kind from vulnerability v where v.id = hit.id) = 'malware'
     union select vulnerability_id from alert where retracted_at is null and vulnerability_id in (select id from touched) order by id`,
    [int4Array(advisoryIds)],
  );
  return rows.map(({ id }) => id);
}

export type AlertState = {
  vulnerabilityId: number;
  displayId: string;
  isMalware: boolean;
  /** No advisory of it stands. */
  isWithdrawn: boolean;
  /** The standing alert, if there is one. */
  alertId: string | null;
  /** Null: it hits nothing that is or was in an artifact. */
  detail: AlertDetail | null;
};

/** Services that an alert names. */
const servicesMax = 100;

/** What is true of these vulnerabilities now, for their alerts. */
export async function selectAlertStates(on: ClientBase, vulnerabilityIds: readonly number[]): Promise<AlertState[]> {
  const { rows } = await on.query<AlertState>(
    `with affected as materialized (
       select distinct vulnerability_id as vuln, package_version_id as version from match where vulnerability_id = any($1::int4[]) and state = 'affected'),
     hit as materialized (
       select a.vuln, a.version, p.artifact_id, p.from_at, null::timestamptz as to_at from affected a join presence p on p.package_version_id = a.version and p.to_seq is null
       union all
       select a.vuln, a.version, p.artifact_id, p.from_at, p.to_at from affected a join presence p on p.package_version_id = a.version and p.to_seq is not null
       union all
       select y.vulnerability_id, o.package_version_id, o.artifact_id, o.opened_at, null from advisory y join observation o on o.advisory_id = y.id and o.state = 'open'
        where y.vulnerability_id = any($1::int4[])),
     held as materialized (select vuln, artifact_id, min(from_at) as from_at, max(coalesce(to_at, 'infinity')) as to_at from hit group by 1, 2),
     shipped as materialized (select id, service_id from artifact where id = any(array(select artifact_id from held))),
     served as materialized (
       select h.vuln, r.service_id, min(h.from_at) as from_at, nullif(max(h.to_at), 'infinity') as to_at, count(*) as artifacts
         from held h full join shipped r on r.id = h.artifact_id where case when h.vuln is null or r.id is null then false else true end group by 1, 2),
     serving as materialized (select id, slug, name from service where id = any(array(select service_id from served))),
     named as (
       select h.vuln, s.slug, s.name, h.from_at, h.to_at, h.artifacts
         from served h full join serving s on s.id = h.service_id where case when h.vuln is null or s.id is null then false else true end),
     ranked as (select *, row_number() over (partition by vuln order by to_at desc nulls first, slug) as place from named),
     services as (
       select vuln, count(*) as services, sum(artifacts)::int4 as artifacts, count(*) filter (where to_at is null) as present,
              jsonb_agg(jsonb_build_object('slug', slug, 'name', name, 'present', to_at is null, 'from', ${isoOf("from_at")}, 'to', ${isoOf("to_at")})
                        order by place) filter (where place <= ${servicesMax}) as list
         from ranked group by vuln),
     packages as (
       select vuln, jsonb_agg(jsonb_build_object('ecosystem', ecosystem, 'name', name, 'versions', versions) order by ecosystem, name) as list
         from (select h.vuln, k.ecosystem, k.name, jsonb_agg(distinct v.version) as versions
                 from (select distinct vuln, version from hit) h join package_version v on v.id = h.version join package k on k.id = v.package_id group by 1, k.id) named
        group by vuln)
     select v.id as "vulnerabilityId", v.display_id as "displayId", v.kind = 'malware' as "isMalware", a.id as "alertId",
            not exists (select 1 from advisory y where y.vulnerability_id = v.id and y.withdrawn_at is null) as "isWithdrawn",
            case when s.vuln is not null then jsonb_build_object('displayId', v.display_id, 'packages', p.list, 'services', s.list, 'serviceCount', s.services,
              'artifactCount', s.artifacts, 'presentServiceCount', s.present) end as detail
       from vulnerability v left join alert a on a.vulnerability_id = v.id and a.retracted_at is null
       left join services s on s.vuln = v.id left join packages p on p.vuln = v.id
      where v.id = any($1::int4[]) order by v.id`,
    [vulnerabilityIds],
  );
  return rows;
}

/** As the API writes times: UTC, milliseconds, `Z`. */
function isoOf(time: string): string {
  return `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

export type AlertRow = { id: string; vulnerabilityId: number; at: Date; reason: "advisory" | "build" | "inspector"; detail: AlertDetail };

export async function insertAlert(on: ClientBase, { id, vulnerabilityId, at, reason, detail }: AlertRow): Promise<void> {
  await on.query("insert into alert (id, kind, vulnerability_id, raised_at, reason, detail) values ($1, 'malware', $2, $3, $4, $5)", [
    id,
    vulnerabilityId,
    at,
    reason,
    JSON.stringify(detail),
  ]);
}

/** Writes what an alert says, unless it says so already. */
export async function updateAlertDetail(on: ClientBase, id: string, detail: AlertDetail): Promise<void> {
  await on.query("update alert set detail = $2 where id = $1 and detail <> $2::jsonb", [id, JSON.stringify(detail)]);
}

export async function retractAlert(on: ClientBase, id: string, at: Date, reason: "withdrawn" | "corrected" | "closed"): Promise<void> {
  await on.query("update alert set retracted_at = greatest($2::timestamptz, raised_at), retract_reason = $3 where id = $1", [id, at, reason]);
}

export type OutboxRow = { at: Date; kind: string; subjectKind: string; subjectId: string; payload: unknown };

/** Leaves an event for whoever sends it on. */
export async function insertOutboxEvent(on: ClientBase, { at, kind, subjectKind, subjectId, payload }: OutboxRow): Promise<void> {
  await on.query("insert into outbox_event (at, kind, subject_kind, subject_id, payload) values ($1, $2, $3, $4, $5)", [
    at,
    kind,
    subjectKind,
    subjectId,
    JSON.stringify(payload),
  ]);
}
