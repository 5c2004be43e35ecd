import type { ClientBase, Pool } from "pg";
import type { IndicatorListRef } from "@/lib/indicator-lists";

export type RevisionRow = {
  revision: number;
  listIds: string[];
  at: Date;
  byName: string;
  note: string | null;
  indicators: number;
  added: number;
  removed: number;
};

const columns = `revision, list_ids as "listIds", at, by_name as "byName", note, indicators, added, removed`;

/** A revision of an incident, or its last one. */
export async function selectRevision(db: ClientBase | Pool, incidentId: number, revision: number | null = null): Promise<RevisionRow | null> {
  const { rows } = await db.query<RevisionRow>({
    text: `select ${columns} from incident_revision where incident_id = $1 and ($2::int is null or revision = $2) order by revision desc limit 1`,
    values: [incidentId, revision],
  });
  return rows[0] ?? null;
}

/** Revisions below a number, the last first. */
export async function selectRevisions(db: Pool, incidentId: number, { before, limit }: { before: number | null; limit: number }): Promise<RevisionRow[]> {
  const { rows } = await db.query<RevisionRow>({
    text: `select ${columns} from incident_revision where incident_id = $1 and ($2::int is null or revision < $2) order by revision desc limit $3`,
    values: [incidentId, before, limit],
  });
  return rows;
}

/** The last revision of each of some incidents. */
export async function selectLastRevisions(db: Pool, incidentIds: readonly number[]): Promise<Map<number, RevisionRow>> {
  const { rows } = await db.query<RevisionRow & { incidentId: number }>({
    text: `select distinct on (incident_id) incident_id as "incidentId", ${columns} from incident_revision where incident_id = any($1::int[]) order by incident_id, revision desc`,
    values: [incidentIds],
  });
  return new Map(rows.map((row) => [row.incidentId, row]));
}

export async function insertRevision(client: ClientBase, incidentId: number, row: RevisionRow): Promise<void> {
  const { revision, listIds, at, byName, note, indicators, added, removed } = row;
  await client.query({
    text: `insert into incident_revision (incident_id, revision, list_ids, at, by_name, note, indicators, added, removed) values ($1, $2, $3::uuid[], $4, $5, $6, $7, $8, $9)`,
    values: [incidentId, revision, listIds, at, byName, note, indicators, added, removed],
  });
}

type ListRow = Omit<IndicatorListRef, "createdAt"> & { createdAt: Date };

/** What is said of some kept lists, in their order. */
export async function selectLists(db: ClientBase | Pool, ids: readonly string[]): Promise<IndicatorListRef[]> {
  const { rows } = await db.query<ListRow>({
    text: `select l.id, l.format, l.size_bytes as "sizeBytes", l.lines, l.indicators, l.rejected, l.options, l.created_by as "createdBy", l.created_at as "createdAt"
      from unnest($1::uuid[]) with ordinality as w(id, place) join indicator_list l on l.id = w.id order by w.place`,
    values: [ids],
  });
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
}
