import type { ClientBase } from "pg";

/** What runs of one artifact in one environment. */
export type Place = { artifactId: number; environment: string };

export type Span = { id: string; buildSeq: number; from: Date; to: Date | null; replaces: boolean };
const columns = `id, build_seq as "buildSeq", from_at as "from", to_at as "to", replaces`;

/**
 * Deployments of artifacts are written one after the other: each changes the ends of others. Artifacts are locked in ascending order;
 * who takes the lock of what AWS says takes it before.
 */
export async function lockDeploymentsOf(on: ClientBase, artifactIds: readonly number[]): Promise<void> {
  await on.query("select from artifact_head where artifact_id = any($1::int[]) order by artifact_id for no key update", [artifactIds]);
}

/** What was declared to begin at the very moment. */
export async function selectSpansAt(on: ClientBase, { artifactId, environment }: Place, from: Date): Promise<Span[]> {
  const text = `select ${columns} from deployment where artifact_id = $1 and environment = $2 and from_at = $3 and source = 'api'`;
  return (await on.query<Span>(text, [artifactId, environment, from])).rows;
}

/** What was declared and runs. */
export async function selectRunningSpans(on: ClientBase, { artifactId, environment }: Place): Promise<Span[]> {
  const text = `select ${columns} from deployment where artifact_id = $1 and environment = $2 and to_at is null and source = 'api'`;
  return (await on.query<Span>(text, [artifactId, environment])).rows;
}

// What was observed of each build in a place, as stretches without a gap, whatever saw it.
const stretches = `select s.build_seq, lower(s.r) as from_at, upper(s.r) as to_at from (select o.build_seq, unnest(range_agg(tstzrange(o.from_at, o.to_at))) as r
    from deployment o where o.artifact_id = $1 and o.environment = $2 and o.source <> 'api' group by o.build_seq) s`;

// A declared deployment ends when the next declared one replaces it, when another build begins to be observed after it, or when its own was observed and is not any more.
const limits = (build: string, from: string) => `least(
    (select min(n.from_at) from deployment n where n.artifact_id = $1 and n.environment = $2 and n.source = 'api' and n.replaces and n.from_at > ${from}),
    (select min(s.from_at) from stretches s where s.build_seq <> ${build} and s.from_at > ${from}),
    (select s.to_at from stretches s where s.build_seq = ${build} and (s.to_at is null or s.to_at > ${from}) order by s.from_at limit 1))`;

/** By when what is declared of a build from then on ends at the latest, by what else is known; null: by nothing. */
export async function selectLatestEnd(on: ClientBase, { artifactId, environment }: Place, span: { buildSeq: number; from: Date }): Promise<Date | null> {
  const text = `with stretches as (${stretches}) select ${limits("$3::int", "$4::timestamptz")} as at`;
  return (await on.query<{ at: Date | null }>(text, [artifactId, environment, span.buildSeq, span.from])).rows[0]?.at ?? null;
}

/** Those of the places in which anything was declared, by their position. */
export async function selectDeclaredPlaces(on: ClientBase, places: readonly Place[]): Promise<number[]> {
  const { rows } = await on.query<{ n: number }>(
    `select p.n::int as n from unnest($1::int[], $2::text[]) with ordinality as p(artifact_id, environment, n)
     where exists (select from deployment d where d.artifact_id = p.artifact_id and d.environment = p.environment and d.source = 'api') order by 1`,
    [places.map(({ artifactId }) => artifactId), places.map(({ environment }) => environment)],
  );
  return rows.map(({ n }) => n - 1);
}

/** Gives what was declared in a place the ends that follow from all that is known now, where they are not before `since`; returns which changed. */
export async function refitDeclared(on: ClientBase, { artifactId, environment }: Place, since: Date): Promise<string[]> {
  const { rows } = await on.query<{ id: string }>(
    `with stretches as (${stretches}), fit as (select d.id, least(d.said_to, ${limits("d.build_seq", "d.from_at")}) as to_at from deployment d
        where d.artifact_id = $1 and d.environment = $2 and d.source = 'api' and (d.to_at is null or d.to_at >= $3))
     update deployment d set to_at = f.to_at from fit f where d.artifact_id = $1 and d.id = f.id and d.to_at is distinct from f.to_at returning d.id`,
    [artifactId, environment, since],
  );
  return rows.map(({ id }) => id);
}

export type NewSpan = Place & Span & { digest: string | null; saidTo: Date | null; recordedAt: Date };

/** Inserts what a deploy job declared. */
export async function insertDeployment(on: ClientBase, span: NewSpan): Promise<void> {
  await on.query(
    `insert into deployment (artifact_id, id, build_seq, environment, digest, from_at, to_at, said_to, replaces, source, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'api', $10)`,
    [span.artifactId, span.id, span.buildSeq, span.environment, span.digest, span.from, span.to, span.saidTo, span.replaces, span.recordedAt],
  );
}

/** Ends what was declared to begin before the moment and lasts longer; returns which. What is observed ends when it is observed to. */
export async function endSpansBefore(on: ClientBase, { artifactId, environment }: Place, at: Date): Promise<string[]> {
  const { rows } = await on.query<{ id: string }>(
    `update deployment set to_at = $3
     where artifact_id = $1 and environment = $2 and from_at < $3 and (to_at is null or to_at > $3) and source = 'api' returning id`,
    [artifactId, environment, at],
  );
  return rows.map(({ id }) => id);
}

export type Placed = Place & { buildSeq: number; from: Date; source: string };

export async function selectPlaceOf(on: ClientBase, id: string): Promise<Placed | null> {
  const { rows } = await on.query<Placed>(
    `select artifact_id as "artifactId", environment, build_seq as "buildSeq", from_at as "from", source from deployment where id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export async function selectEnd(on: ClientBase, artifactId: number, id: string): Promise<Date | null> {
  const { rows } = await on.query<{ to: Date | null }>(`select to_at as "to" from deployment where artifact_id = $1 and id = $2`, [artifactId, id]);
  return rows[0]?.to ?? null;
}

/** Keeps what end was said of what was declared, and when it ends with all that is known. */
export async function updateEnd(on: ClientBase, artifactId: number, id: string, { said, to }: { said: Date; to: Date }): Promise<void> {
  await on.query("update deployment set to_at = $3, said_to = $4 where artifact_id = $1 and id = $2", [artifactId, id, to, said]);
}
