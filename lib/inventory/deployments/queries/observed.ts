import type { ClientBase } from "pg";
import type { ObservedSpan, StoredSpan } from "../observed/fit-spans";
import type { BuildPlace } from "./builds";

/** What is stored of these builds that was observed, by beginning. */
export async function selectObserved(on: ClientBase, builds: readonly BuildPlace[]): Promise<StoredSpan[]> {
  const { rows } = await on.query<StoredSpan>(
    `select d.id, d.artifact_id as "artifactId", d.build_seq as "buildSeq", d.environment, d.source, coalesce(d.digest, '') as digest, d.seen_in as "seenIn",
       d.from_at as "from", d.to_at as "to"
     from unnest($1::int[], $2::int[]) as b(artifact_id, seq) join deployment d on d.artifact_id = b.artifact_id and d.build_seq = b.seq and d.source <> 'api'
     order by d.from_at, d.id`,
    [builds.map(({ artifactId }) => artifactId), builds.map(({ seq }) => seq)],
  );
  return rows;
}

// Rows of spans as columns; what they were seen in is an array each, which unnest cannot give.
const columnsOf = (spans: readonly ObservedSpan[]) => [
  spans.map(({ artifactId }) => artifactId),
  spans.map(({ digest }) => digest),
  spans.map(({ seenIn }) => JSON.stringify(seenIn)),
  spans.map(({ from }) => from),
  spans.map(({ to }) => to),
];
const names = "array(select jsonb_array_elements_text(n.seen_in::jsonb))";

export async function insertObserved(on: ClientBase, spans: readonly StoredSpan[], recordedAt: Date): Promise<void> {
  await on.query(
    `insert into deployment (artifact_id, id, build_seq, environment, digest, from_at, to_at, replaces, source, seen_in, recorded_at)
     select n.artifact_id, n.id, n.build_seq, n.environment, n.digest, n.from_at, n.to_at, false, n.source, ${names}, $10
     from unnest($1::int[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::uuid[], $7::int[], $8::text[], $9::text[])
       as n(artifact_id, digest, seen_in, from_at, to_at, id, build_seq, environment, source)`,
    [
      ...columnsOf(spans),
      spans.map(({ id }) => id),
      spans.map(({ buildSeq }) => buildSeq),
      spans.map(({ environment }) => environment),
      spans.map(({ source }) => source),
      recordedAt,
    ],
  );
}

export async function updateObserved(on: ClientBase, spans: readonly StoredSpan[]): Promise<void> {
  await on.query(
    `update deployment d set digest = n.digest, seen_in = ${names}, from_at = n.from_at, to_at = n.to_at
     from unnest($1::int[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::uuid[]) as n(artifact_id, digest, seen_in, from_at, to_at, id)
     where d.artifact_id = n.artifact_id and d.id = n.id`,
    [...columnsOf(spans), spans.map(({ id }) => id)],
  );
}

export async function deleteObserved(on: ClientBase, spans: readonly StoredSpan[]): Promise<void> {
  await on.query(
    "delete from deployment d using unnest($1::int[], $2::uuid[]) as n(artifact_id, id) where d.artifact_id = n.artifact_id and d.id = n.id and d.source <> 'api'",
    [spans.map(({ artifactId }) => artifactId), spans.map(({ id }) => id)],
  );
}
