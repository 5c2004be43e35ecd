import type { ClientBase, Pool } from "pg";
import type { Evidence, IncidentSeverity, IncidentStatus } from "../schemas";
import type { Stamps } from "./stamps";

/** What people say of an incident, as one edition has it. */
export type Edition = {
  version: number;
  at: Date;
  byName: string;
  title: string;
  severity: IncidentSeverity | null;
  windowFrom: Date | null;
  windowTo: Date | null;
  notes: string;
  status: IncidentStatus;
};

/** What there was to look at when an incident was checked. The revision and the window are the incident's own, the others stamps of the database. */
export type Seen = Stamps & { revision: number; window: string };

export type IncidentState = Edition & {
  id: number;
  createdAt: Date;
  createdBy: string;
  /** Since when it is closed, and by whom; null while it is open. */
  closedAt: Date | null;
  closedBy: string | null;
  lastCheckedAt: Date | null;
  seen: Seen | null;
  evidence: Evidence | null;
};

const editionColumns = `e.version, e.at, e.by_name as "byName", e.title, e.severity, e.window_from as "windowFrom", e.window_to as "windowTo", e.notes, e.status`;
const columns = `i.id, i.created_at as "createdAt", i.last_checked_at as "lastCheckedAt", i.seen, i.evidence, ${editionColumns},
  first.by_name as "createdBy", closing.at as "closedAt", closing.by_name as "closedBy"`;

/** @param at placeholder of a moment, or null: now */
const source = (at: string | null) => {
  const then = at === null ? "" : `and at <= ${at}::timestamptz`;
  return `incident i
  join lateral (select * from incident_edition where incident_id = i.id ${then} order by version desc limit 1) e on true
  join incident_edition first on first.incident_id = i.id and first.version = 1
  left join lateral (
    select c.at, c.by_name from incident_edition c where c.incident_id = i.id and c.status = 'closed' and e.status = 'closed' and c.version <= e.version
      and c.version > coalesce((select max(o.version) from incident_edition o where o.incident_id = i.id and o.status = 'open' and o.version <= e.version), 0)
    order by c.version limit 1) closing on true`;
};

/** An incident as it is, or was at a moment; null when there is none, or was none yet. */
export async function selectIncident(db: ClientBase | Pool, id: number, asOf: Date | null = null): Promise<IncidentState | null> {
  const { rows } = await db.query<IncidentState>({
    text: `select ${columns} from ${source(asOf && "$2")} where i.id = $1`,
    values: asOf ? [id, asOf] : [id],
  });
  return rows[0] ?? null;
}

/** The same, with everything that belongs to the incident locked against other changes. */
export async function lockIncident(client: ClientBase, id: number): Promise<IncidentState | null> {
  await client.query({ text: "select from incident where id = $1 for update", values: [id] });
  return selectIncident(client, id);
}

/** One page of the incidents, newest first. */
export async function selectIncidents(
  db: Pool,
  { status, before, limit }: { status: IncidentStatus | null; before: number | null; limit: number },
): Promise<IncidentState[]> {
  const { rows } = await db.query<IncidentState>({
    text: `select ${columns} from ${source(null)} where ($1::text is null or e.status = $1) and ($2::int is null or i.id < $2) order by i.id desc limit $3`,
    values: [status, before, limit],
  });
  return rows;
}

export async function countIncidents(db: Pool): Promise<{ open: number; closed: number }> {
  const { rows } = await db.query<{ open: number; closed: number }>(
    `select count(*) filter (where e.status = 'open')::int as open, count(*) filter (where e.status = 'closed')::int as closed
     from incident i join lateral (select status from incident_edition where incident_id = i.id order by version desc limit 1) e on true`,
  );
  return rows[0] ?? { open: 0, closed: 0 };
}

/** The ids of the incidents that are open, those that were checked longest ago first. */
export async function selectOpenIncidents(db: Pool): Promise<IncidentState[]> {
  const { rows } = await db.query<IncidentState>(`select ${columns} from ${source(null)} where e.status = 'open' order by i.last_checked_at nulls first, i.id`);
  return rows;
}

export async function insertIncident(client: ClientBase, at: Date): Promise<number> {
  const { rows } = await client.query<{ id: number }>("insert into incident (created_at) values ($1) returning id", [at]);
  if (!rows[0]) throw new Error("An insert returns its row.");
  return rows[0].id;
}

export async function insertEdition(client: ClientBase, incidentId: number, edition: Edition): Promise<void> {
  const { version, at, byName, title, severity, windowFrom, windowTo, notes, status } = edition;
  await client.query({
    text: `insert into incident_edition (incident_id, version, at, by_name, title, severity, window_from, window_to, notes, status)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [incidentId, version, at, byName, title, severity, windowFrom, windowTo, notes, status],
  });
}

/** Says that the answer of the last run was found to hold, looking at `seen`. */
export async function markChecked(client: ClientBase, id: number, { at, seen, evidence }: { at: Date; seen: Seen; evidence: Evidence }): Promise<void> {
  await client.query({
    text: "update incident set last_checked_at = $2, seen = $3, evidence = $4 where id = $1",
    values: [id, at, JSON.stringify(seen), JSON.stringify(evidence)],
  });
}
