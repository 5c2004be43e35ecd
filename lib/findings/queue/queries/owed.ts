import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

/** Artifacts that are not in the queue yet, or of an older edition, in their order. */
export async function selectOutdated(on: Connection, edition: number, limit: number): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "queue-outdated",
    text: `select id from (
        (select artifact_id as id from artifact_findings where queue_rev < $1 order by queue_rev, artifact_id limit $2)
        union (select h.artifact_id from artifact_head h where not exists (select from artifact_findings f where f.artifact_id = h.artifact_id) order by 1 limit $2)) owed
      order by id limit $2`,
    values: [edition, limit],
  });
  return rows.map(({ id }) => id);
}

/** Artifacts with findings whose decision has expired by then, in their order. */
export async function selectPast(on: Connection, at: Date, limit: number): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "queue-past",
    text: "select distinct artifact_id as id from open_finding where decided_until <= $1 order by 1 limit $2",
    values: [at, limit],
  });
  return rows.map(({ id }) => id);
}

/** Whether everything that is open is in the queue: false while an installation of before has findings that are not. */
export async function isQueueWhole(on: Connection): Promise<boolean> {
  const { rows } = await on.query<{ whole: boolean }>({
    name: "queue-whole",
    text: "select not exists (select from artifact_head h where not exists (select from artifact_findings f where f.artifact_id = h.artifact_id)) as whole",
  });
  return rows[0]?.whole ?? true;
}
