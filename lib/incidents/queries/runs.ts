import type { ClientBase, Pool } from "pg";
import type { Answer, Changes } from "../answer";
import type { Evidence, Numbers, RunCause } from "../schemas";

export type RunRow = {
  run: number;
  at: Date;
  cause: RunCause;
  revision: number;
  windowFrom: Date | null;
  windowTo: Date | null;
  numbers: Numbers;
  changes: Changes;
  evidence: Evidence;
};
export type RunWithAnswer = RunRow & { answer: Answer };

const columns = `run, at, cause, revision, window_from as "windowFrom", window_to as "windowTo", numbers, changes, evidence`;

/** The last run of an incident, or the last up to a moment, with its whole answer. */
export async function selectLastRun(db: ClientBase | Pool, incidentId: number, asOf: Date | null = null): Promise<RunWithAnswer | null> {
  const { rows } = await db.query<RunWithAnswer>({
    text: `select ${columns}, answer from incident_run where incident_id = $1 and ($2::timestamptz is null or at <= $2) order by run desc limit 1`,
    values: [incidentId, asOf],
  });
  return rows[0] ?? null;
}

/** Runs below a number, the last first. */
export async function selectRuns(db: Pool, incidentId: number, { before, limit }: { before: number | null; limit: number }): Promise<RunRow[]> {
  const { rows } = await db.query<RunRow>({
    text: `select ${columns} from incident_run where incident_id = $1 and ($2::int is null or run < $2) order by run desc limit $3`,
    values: [incidentId, before, limit],
  });
  return rows;
}

/** The numbers of the last run of each of some incidents. */
export async function selectLastNumbers(db: Pool, incidentIds: readonly number[]): Promise<Map<number, { at: Date; numbers: Numbers }>> {
  const { rows } = await db.query<{ incidentId: number; at: Date; numbers: Numbers }>({
    text: `select r.* from unnest($1::int[]) as w(id)
      cross join lateral (select incident_id as "incidentId", at, numbers from incident_run where incident_id = w.id order by run desc limit 1) r`,
    values: [incidentIds],
  });
  return new Map(rows.map((row) => [row.incidentId, row]));
}

/** The services that the runs of a revision, and of later ones, found newly affected. */
export async function selectJoinedSince(db: Pool, incidentId: number, revision: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>({
    text: `select distinct joined::int as id from incident_run, jsonb_array_elements_text(changes -> 'joined') as joined where incident_id = $1 and revision >= $2`,
    values: [incidentId, revision],
  });
  return rows.map(({ id }) => id);
}

/** The answers that held at some moments, by their runs, and which of them held when, in the order of the moments; null: none yet. */
export async function selectAnswersAt(
  client: ClientBase,
  incidentId: number,
  moments: readonly Date[],
): Promise<{ runs: (number | null)[]; answers: ReadonlyMap<number, Answer> }> {
  const { rows: held } = await client.query<{ run: number | null }>({
    text: `select (select max(run) from incident_run where incident_id = $1 and at <= w.at) as run
      from unnest($2::timestamptz[]) with ordinality as w(at, place) order by w.place`,
    values: [incidentId, moments],
  });
  const runs = held.map(({ run }) => run);
  const { rows } = await client.query<{ run: number; answer: Answer }>({
    text: "select run, answer from incident_run where incident_id = $1 and run = any($2::int[])",
    values: [incidentId, [...new Set(runs)]],
  });
  return { runs, answers: new Map(rows.map(({ run, answer }) => [run, answer])) };
}

export async function insertRun(client: ClientBase, incidentId: number, row: RunWithAnswer): Promise<void> {
  const { run, at, cause, revision, windowFrom, windowTo, numbers, answer, changes, evidence } = row;
  await client.query({
    text: `insert into incident_run (incident_id, run, at, cause, revision, window_from, window_to, numbers, answer, changes, evidence)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [incidentId, run, at, cause, revision, windowFrom, windowTo, ...[numbers, answer, changes, evidence].map((value) => JSON.stringify(value))],
  });
}
