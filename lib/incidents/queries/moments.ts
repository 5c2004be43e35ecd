import type { ClientBase } from "pg";

// The clock of the database, which all processes share, and never before what is written already.
const soFar = `select greatest(date_trunc('milliseconds', clock_timestamp()), i.created_at,
  (select max(at) from incident_edition where incident_id = i.id), (select max(at) from incident_revision where incident_id = i.id),
  (select max(at) from incident_service where incident_id = i.id), (select max(at) from incident_run where incident_id = i.id))`;

/**
 * When something is recorded of an incident: later than anything recorded before and than every moment that was settled before. The caller holds the
 * lock of the incident until it commits.
 */
export async function recordedAt(client: ClientBase, id: number): Promise<Date> {
  const { rows } = await client.query<{ at: Date }>({ text: `${soFar} + interval '1 millisecond' as at from incident i where i.id = $1`, values: [id] });
  if (!rows[0]) throw new Error("An incident that is locked is there.");
  return rows[0].at;
}

/**
 * Now, as a moment up to which nothing more will be recorded of an incident: it waits for those who are recording. Null for no incident. The caller's
 * transaction is short, because others wait for it.
 */
export async function settledMoment(client: ClientBase, id: number): Promise<Date | null> {
  await client.query({ text: "select from incident where id = $1 for share", values: [id] });
  const { rows } = await client.query<{ at: Date }>({ text: `${soFar} as at from incident i where i.id = $1`, values: [id] });
  return rows[0]?.at ?? null;
}
