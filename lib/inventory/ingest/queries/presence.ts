import type { ClientBase } from "pg";
import { boolArray, int2Array, int4Array, textArray } from "@/lib/db/binary-arrays";
import type { Facts, FactsPair, HeadFacts } from "@/lib/inventory/ingest/facts";

/** Rows per statement: bounds the memory of one parameter list. */
export const batchRows = 10_000;

/** A moment in an artifact's history: the build and when it was built. */
export type Moment = { seq: number; at: Date };

/**
 * Opens a presence for each of `indices` of `facts` at `from`, closed at `to` when that is given. One batch is sent at once;
 * where there are more, the caller waits before it commits: on a pipelined connection the others would come after that.
 */
export async function insertPresences(
  on: ClientBase,
  artifactId: number,
  facts: Facts,
  indices: readonly number[],
  from: Moment,
  to: Moment | null = null,
): Promise<void> {
  let before: Promise<unknown> = Promise.resolve();
  for (let at = 0; at < indices.length; at += batchRows) {
    const some = indices.slice(at, at + batchRows);
    const sent = on.query({
      name: "presence-insert",
      text: `insert into presence (artifact_id, package_version_id, from_seq, from_at, to_seq, to_at, direct, depth, scope, via, hash_id)
             select $1, id, $2, $3, $4, $5, direct, depth, scope, via::int4[], nullif(hash_id, 0)
             from unnest($6::int4[], $7::bool[], $8::int2[], $9::int2[], $10::text[], $11::int4[]) as opened(id, direct, depth, scope, via, hash_id)`,
      values: [artifactId, from.seq, from.at, to?.seq ?? null, to?.at ?? null, ...attributeColumns(facts, some)],
    });
    // Awaited with the next batch; when this one fails first, it must not go unhandled.
    sent.catch(() => {});
    await before;
    before = sent;
  }
  await before;
}

/** Closes the open presences of these package versions at `to`. */
export async function closePresences(on: ClientBase, artifactId: number, packageVersionIds: readonly number[], to: Moment): Promise<void> {
  if (packageVersionIds.length === 0) return;
  // coalesce hides the predicate of the partial indexes: a plan cached on an empty database would scan the whole fleet.
  await on.query({
    name: "presence-close",
    text: `update presence set to_seq = $2, to_at = $3
           where artifact_id = $1 and package_version_id = any($4::int4[]) and coalesce(to_seq, 0) = 0`,
    values: [artifactId, to.seq, to.at, int4Array(packageVersionIds)],
  });
}

/** Writes changed attributes onto open presences, found by their full primary key. */
export async function updatePresences(on: ClientBase, artifactId: number, head: HeadFacts, next: Facts, pairs: readonly FactsPair[]): Promise<void> {
  if (pairs.length === 0) return;
  await on.query({
    name: "presence-update",
    text: `insert into presence (artifact_id, package_version_id, from_seq, from_at, direct, depth, scope, via, hash_id)
           select $1, id, from_seq, to_timestamp(from_ms / 1000), direct, depth, scope, via::int4[], nullif(hash_id, 0)
           from unnest($2::int4[], $3::float8[], $4::int4[], $5::bool[], $6::int2[], $7::int2[], $8::text[], $9::int4[])
             as changed(from_seq, from_ms, id, direct, depth, scope, via, hash_id)
           on conflict (artifact_id, package_version_id, from_seq)
           do update set direct = excluded.direct, depth = excluded.depth, scope = excluded.scope, via = excluded.via, hash_id = excluded.hash_id`,
    values: [
      artifactId,
      int4Array(pairs.map((pair) => head.fromSeq[pair.head] ?? 0)),
      pairs.map((pair) => head.fromAtMs[pair.head] ?? 0),
      ...attributeColumns(
        next,
        pairs.map((pair) => pair.next),
      ),
    ],
  });
}

function attributeColumns(facts: Facts, indices: readonly number[]): Buffer[] {
  return [
    int4Array(indices.map((i) => facts.packageVersionIds[i] ?? 0)),
    boolArray(indices.map((i) => facts.direct[i] ?? 0)),
    int2Array(indices.map((i) => facts.depth[i] ?? 0)),
    int2Array(indices.map((i) => facts.scope[i] ?? 0)),
    textArray(indices.map((i) => facts.via[i] ?? "{}")),
    int4Array(indices.map((i) => facts.hashIds[i] ?? 0)),
  ];
}
