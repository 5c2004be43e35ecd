import type { ClientBase, Pool } from "pg";
import type { IncidentProgress, ServiceWorkStatus } from "../schemas";

/** What is being done about a service, as its last version says. */
export type Work = {
  serviceId: number;
  version: number;
  at: Date;
  byName: string;
  cause: "affected" | "reopened" | "person";
  status: ServiceWorkStatus;
  reason: string | null;
  assignee: string | null;
  note: string | null;
};

const columns = `service_id as "serviceId", version, at, by_name as "byName", cause, status, reason, assignee, note`;

/** What is, or at a moment was, being done about the services of an incident. */
export async function selectWork(db: ClientBase | Pool, incidentId: number, asOf: Date | null = null): Promise<Map<number, Work>> {
  const { rows } = await db.query<Work>({
    text: `select distinct on (service_id) ${columns} from incident_service
      where incident_id = $1 and ($2::timestamptz is null or at <= $2) order by service_id, version desc`,
    values: [incidentId, asOf],
  });
  return new Map(rows.map((row) => [row.serviceId, row]));
}

export async function selectWorkOf(db: ClientBase, incidentId: number, serviceId: number): Promise<Work | null> {
  const { rows } = await db.query<Work>({
    text: `select ${columns} from incident_service where incident_id = $1 and service_id = $2 order by version desc limit 1`,
    values: [incidentId, serviceId],
  });
  return rows[0] ?? null;
}

/** How many services of each of some incidents are in which status. */
export async function selectProgress(db: Pool, incidentIds: readonly number[]): Promise<Map<number, IncidentProgress>> {
  const { rows } = await db.query<{ incidentId: number; status: ServiceWorkStatus; services: number }>({
    text: `select incident_id as "incidentId", status, count(*)::int as services from (
        select distinct on (incident_id, service_id) incident_id, status from incident_service where incident_id = any($1::int[])
        order by incident_id, service_id, version desc) last group by incident_id, status`,
    values: [incidentIds],
  });
  const progress = new Map(incidentIds.map((id) => [id, noProgress()]));
  for (const { incidentId, status, services } of rows) {
    const own = progress.get(incidentId);
    if (own) own[status] = services;
  }
  return progress;
}

export const noProgress = (): IncidentProgress => ({ to_do: 0, in_progress: 0, contained: 0, clear: 0, not_affected: 0 });

/** Adds versions, all at once. */
export async function insertWork(client: ClientBase, incidentId: number, rows: readonly Work[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    text: `insert into incident_service (incident_id, service_id, version, at, by_name, cause, status, reason, assignee, note)
      select $1, * from unnest($2::int[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])`,
    values: [
      incidentId,
      rows.map(({ serviceId }) => serviceId),
      rows.map(({ version }) => version),
      rows.map(({ at }) => at),
      rows.map(({ byName }) => byName),
      rows.map(({ cause }) => cause),
      rows.map(({ status }) => status),
      rows.map(({ reason }) => reason),
      rows.map(({ assignee }) => assignee),
      rows.map(({ note }) => note),
    ],
  });
}
