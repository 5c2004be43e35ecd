import type { ClientBase, Pool } from "pg";
import { byteaArray, int4Array } from "@/lib/db/binary-arrays";
import { int4Column } from "@/lib/db/binary-columns";

/** Of artifacts, in the order of their ids: which revision their findings are at, and which of them the stored history is of. */
export type Revisions = { artifactIds: Int32Array; revs: Int32Array; historyRevs: Int32Array };

const none = Buffer.alloc(0);

/** The revisions of all artifacts that have findings or had any. */
export async function selectRevisions(client: ClientBase): Promise<Revisions> {
  const { rows } = await client.query<Record<"ids" | "revs" | "stored", Buffer | null>>({
    name: "finding-history-revisions",
    text: `select string_agg(int4send(artifact_id), '') as ids, string_agg(int4send(rev), '') as revs, string_agg(int4send(history_rev), '') as stored
      from (select artifact_id, rev, history_rev from artifact_findings order by artifact_id) f`,
  });
  const { ids, revs, stored } = rows[0] ?? {};
  return { artifactIds: int4Column(ids ?? none), revs: int4Column(revs ?? none), historyRevs: int4Column(stored ?? none) };
}

export type StoredHistory = { artifactId: number; rev: number; history: Buffer | null };

/** The stored histories of some artifacts. */
export async function selectHistories(client: ClientBase, artifactIds: ArrayLike<number>): Promise<StoredHistory[]> {
  const { rows } = await client.query<StoredHistory>({
    text: 'select artifact_id as "artifactId", history_rev as rev, history from artifact_findings where artifact_id = any($1::int[])',
    values: [int4Array(artifactIds)],
  });
  return rows;
}

/** Artifacts whose stored history is not of their findings as they are, by id. */
export async function selectOwed(on: ClientBase | Pool, limit: number): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>("select artifact_id as id from artifact_findings where history_rev <> rev order by artifact_id limit $1", [
    limit,
  ]);
  return rows.map(({ id }) => id);
}

/** The revisions of some artifacts. */
export async function selectRevisionsOf(client: ClientBase, artifactIds: ArrayLike<number>): Promise<Map<number, number>> {
  const { rows } = await client.query<{ id: number; rev: number }>("select artifact_id as id, rev from artifact_findings where artifact_id = any($1::int[])", [
    int4Array(artifactIds),
  ]);
  return new Map(rows.map(({ id, rev }) => [id, rev]));
}

/**
 * Stores histories, but for those of which a later one is stored, and those of artifacts whose findings are being changed: they are owed again at the end of that,
 * and who changes them raises their revisions in no order, so that waiting could be a deadlock. Returns how many it stored.
 */
export async function storeHistories(on: ClientBase | Pool, histories: readonly { artifactId: number; rev: number; history: Buffer }[]): Promise<number> {
  const ordered = [...histories].sort((a, b) => a.artifactId - b.artifactId);
  const { rowCount } = await on.query(
    `with given as materialized (select * from unnest($1::int[], $2::int[], $3::bytea[]) as g(artifact_id, rev, history)),
      locked as materialized (select artifact_id from artifact_findings where artifact_id = any($1::int[]) order by artifact_id for no key update skip locked)
     update artifact_findings f set history = g.history, history_rev = g.rev
       from given g join locked l using (artifact_id) where f.artifact_id = g.artifact_id and f.history_rev < g.rev`,
    [int4Array(ordered.map(({ artifactId }) => artifactId)), int4Array(ordered.map(({ rev }) => rev)), byteaArray(ordered.map(({ history }) => history))],
  );
  return rowCount ?? 0;
}
