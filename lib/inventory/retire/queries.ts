import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import type { Moment } from "@/lib/inventory/ingest/queries/presence";

export type NamedArtifactRow = { id: number; kind: string; name: string; ref: string; slug: string; serviceName: string };

const named = `select a.id, a.kind, a.name, a.ref, s.slug, s.name as "serviceName" from artifact a join service s on s.id = a.service_id`;

export async function selectArtifactById(on: ClientBase, id: number): Promise<NamedArtifactRow | null> {
  const { rows } = await on.query<NamedArtifactRow>(`${named} where a.id = $1`, [id]);
  return rows[0] ?? null;
}

export type ArtifactNames = { slug: string; kind: string; name: string; ref: string };

export async function selectArtifactByNames(on: ClientBase, { slug, kind, name, ref }: ArtifactNames): Promise<NamedArtifactRow | null> {
  const { rows } = await on.query<NamedArtifactRow>(`${named} where s.slug = $1 and a.kind = $2 and a.name = $3 and a.ref = $4`, [slug, kind, name, ref]);
  return rows[0] ?? null;
}

/** Ends every open presence of the artifact at `to`; returns how many. `coalesce` keeps the planner off the fleet-wide partial indexes. */
export async function endPresences(on: ClientBase, artifactId: number, to: Moment): Promise<number> {
  const { rowCount } = await on.query("update presence set to_seq = $2, to_at = $3 where artifact_id = $1 and coalesce(to_seq, 0) = 0", [
    artifactId,
    to.seq,
    to.at,
  ]);
  return rowCount ?? 0;
}

export async function insertRetirement(on: ClientBase, artifactId: number, at: Moment, closed: number): Promise<void> {
  await on.query("insert into retirement (artifact_id, seq, retired_at, closed) values ($1, $2, $3, $4)", [artifactId, at.seq, at.at, closed]);
}

/**
 * Locks the artifact's service against artifacts that are added to it and that return. Taken where ingest writes the service: after the head
 * and the lock of matching, so that the two never wait for each other.
 */
export async function lockServiceOf(on: ClientBase, artifactId: number): Promise<number> {
  const { rows } = await on.query<{ id: number }>("select id from service where id = (select service_id from artifact where id = $1) for update", [artifactId]);
  const [row] = rows;
  if (!row) throw new Error("an artifact has a service");
  return row.id;
}

/** Artifacts of the service that never had a build, locked; without those that get their first one at this moment. */
export async function lockNeverBuilt(on: ClientBase, serviceId: number): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `select artifact_id as id from artifact_head
     where artifact_id = any(array(select id from artifact where service_id = $1)) and head_seq is null and retired_at is null for update skip locked`,
    [serviceId],
  );
  return rows.map(({ id }) => id);
}

/** Marks the service as retired when all its artifacts are, but for those that never had a build. */
export async function markServiceRetired(on: ClientBase, serviceId: number, neverBuilt: readonly number[], at: Date): Promise<boolean> {
  const { rowCount } = await on.query(
    `update service set retired_at = $3 where id = $1 and not exists (
       select from artifact a join artifact_head h on h.artifact_id = a.id where a.service_id = $1 and a.id <> all($2::int[]) and h.retired_at is null)`,
    [serviceId, int4Array(neverBuilt), at],
  );
  return rowCount === 1;
}
