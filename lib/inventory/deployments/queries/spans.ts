import type { ClientBase } from "pg";

/** What runs of one artifact in one environment. */
export type Place = { artifactId: number; environment: string };

export type Span = { id: string; buildSeq: number; from: Date; to: Date | null; replaces: boolean };
const columns = `id, build_seq as "buildSeq", from_at as "from", to_at as "to", replaces`;

/** Deployments of an artifact are written one after the other: each changes the ends of others. Lock artifacts in ascending order. */
export async function lockDeploymentsOf(on: ClientBase, artifactId: number): Promise<void> {
  await on.query("select from artifact_head where artifact_id = $1 for no key update", [artifactId]);
}

export async function selectSpansAt(on: ClientBase, { artifactId, environment }: Place, from: Date): Promise<Span[]> {
  const { rows } = await on.query<Span>(`select ${columns} from deployment where artifact_id = $1 and environment = $2 and from_at = $3`, [
    artifactId,
    environment,
    from,
  ]);
  return rows;
}

export async function selectRunningSpans(on: ClientBase, { artifactId, environment }: Place): Promise<Span[]> {
  const { rows } = await on.query<Span>(`select ${columns} from deployment where artifact_id = $1 and environment = $2 and to_at is null`, [
    artifactId,
    environment,
  ]);
  return rows;
}

/** When the next deployment begins that replaces what runs, or null. */
export async function selectNextReplacement(on: ClientBase, { artifactId, environment }: Place, after: Date): Promise<Date | null> {
  const { rows } = await on.query<{ at: Date }>(
    `select from_at as at from deployment where artifact_id = $1 and environment = $2 and from_at > $3 and replaces order by from_at limit 1`,
    [artifactId, environment, after],
  );
  return rows[0]?.at ?? null;
}

export type NewSpan = Place & Span & { digest: string | null; source: string; recordedAt: Date };

export async function insertDeployment(on: ClientBase, span: NewSpan): Promise<void> {
  await on.query(
    `insert into deployment (artifact_id, id, build_seq, environment, digest, from_at, to_at, replaces, source, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [span.artifactId, span.id, span.buildSeq, span.environment, span.digest, span.from, span.to, span.replaces, span.source, span.recordedAt],
  );
}

/** Ends what began before the moment and lasts longer; returns which. */
export async function endSpansBefore(on: ClientBase, { artifactId, environment }: Place, at: Date): Promise<string[]> {
  const { rows } = await on.query<{ id: string }>(
    `update deployment set to_at = $3 where artifact_id = $1 and environment = $2 and from_at < $3 and (to_at is null or to_at > $3) returning id`,
    [artifactId, environment, at],
  );
  return rows.map(({ id }) => id);
}

export async function selectPlaceOf(on: ClientBase, id: string): Promise<(Place & { buildSeq: number; from: Date }) | null> {
  const { rows } = await on.query<Place & { buildSeq: number; from: Date }>(
    `select artifact_id as "artifactId", environment, build_seq as "buildSeq", from_at as "from" from deployment where id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export async function selectEnd(on: ClientBase, artifactId: number, id: string): Promise<Date | null> {
  const { rows } = await on.query<{ to: Date | null }>(`select to_at as "to" from deployment where artifact_id = $1 and id = $2`, [artifactId, id]);
  return rows[0]?.to ?? null;
}

export async function updateEnd(on: ClientBase, artifactId: number, id: string, to: Date): Promise<void> {
  await on.query("update deployment set to_at = $3 where artifact_id = $1 and id = $2", [artifactId, id, to]);
}
