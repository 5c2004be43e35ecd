import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { hashThen } from "@/lib/inventory/read/queries/hash-then";
import type { HashesOf } from "./former-hash";
import type { Moment } from "./presence";

// An interval covers a build when it began at or before it and had not ended: both compared in (built_at, seq) order.
const covers = `(from_at, from_seq) <= ($2::timestamptz, $3::int4) and (to_seq is null or (to_at, to_seq) > ($2::timestamptz, $3::int4))`;

/** The package versions that the artifact held at a build, ascending, each with the hash that it then had (0: none). */
export async function selectPresentAt(on: ClientBase, artifactId: number, build: Moment): Promise<Map<number, number>> {
  const { rows } = await on.query<{ id: number; hashId: number }>(
    `select p.package_version_id as id, coalesce(${hashThen("(f.until_at, f.until_seq) > ($2::timestamptz, $3::int4)")}, 0) as "hashId"
     from presence p where p.artifact_id = $1 and ${covers} order by p.package_version_id`,
    [artifactId, build.at, build.seq],
  );
  return new Map(rows.map(({ id, hashId }) => [id, hashId]));
}

/** Intervals that began at `from` begin at the earlier `to` instead. */
export async function startEarlier(on: ClientBase, artifactId: number, packageVersionIds: readonly number[], from: Moment, to: Moment): Promise<void> {
  if (packageVersionIds.length === 0) return;
  await on.query("update presence set from_seq = $4, from_at = $5 where artifact_id = $1 and from_seq = $2 and package_version_id = any($3::int4[])", [
    artifactId,
    from.seq,
    int4Array(packageVersionIds),
    to.seq,
    to.at,
  ]);
}

/** Copies the intervals that cover `covered` so that they begin at `from`, with the same end and attributes. */
export async function reopenAfter(on: ClientBase, artifactId: number, packageVersionIds: readonly number[], covered: Moment, from: Moment): Promise<void> {
  if (packageVersionIds.length === 0) return;
  await on.query(
    `insert into presence (artifact_id, package_version_id, from_seq, from_at, to_seq, to_at, direct, depth, scope, via, hash_id)
     select artifact_id, package_version_id, $5, $6, to_seq, to_at, direct, depth, scope, via, hash_id from presence
     where artifact_id = $1 and ${covers} and package_version_id = any($4::int4[])`,
    [artifactId, covered.at, covered.seq, int4Array(packageVersionIds), from.seq, from.at],
  );
}

/** Intervals that cover `covered` end at `to`, with the hashes that they then have. */
export async function endEarlier(on: ClientBase, artifactId: number, { packageVersionIds, hashIds }: HashesOf, covered: Moment, to: Moment): Promise<void> {
  if (packageVersionIds.length === 0) return;
  await on.query(
    `update presence set to_seq = $6, to_at = $7, hash_id = nullif(ended.hash, 0) from unnest($4::int4[], $5::int4[]) as ended(id, hash)
     where artifact_id = $1 and ${covers} and package_version_id = ended.id`,
    [artifactId, covered.at, covered.seq, int4Array(packageVersionIds), int4Array(hashIds), to.seq, to.at],
  );
}

/** Intervals that cover `covered` end, when they do, with these hashes. */
export async function setLastHashes(on: ClientBase, artifactId: number, { packageVersionIds, hashIds }: HashesOf, covered: Moment): Promise<void> {
  if (packageVersionIds.length === 0) return;
  await on.query(
    `update presence set hash_id = nullif(given.hash, 0) from unnest($4::int4[], $5::int4[]) as given(id, hash)
     where artifact_id = $1 and ${covers} and package_version_id = given.id`,
    [artifactId, covered.at, covered.seq, int4Array(packageVersionIds), int4Array(hashIds)],
  );
}
