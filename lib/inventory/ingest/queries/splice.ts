import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import type { Moment } from "./presence";

// An interval covers a build when it began at or before it and had not ended: both compared in (built_at, seq) order.
const covers = `(from_at, from_seq) <= ($2::timestamptz, $3::int4) and (to_seq is null or (to_at, to_seq) > ($2::timestamptz, $3::int4))`;

/** The package versions that the artifact held at a build, ascending. */
export async function selectPresentAt(on: ClientBase, artifactId: number, build: Moment): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `select package_version_id as id from presence where artifact_id = $1 and ${covers} order by package_version_id`,
    [artifactId, build.at, build.seq],
  );
  return rows.map((row) => row.id);
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
    `insert into presence (artifact_id, package_version_id, from_seq, from_at, to_seq, to_at, direct, depth, scope, via)
     select artifact_id, package_version_id, $5, $6, to_seq, to_at, direct, depth, scope, via from presence
     where artifact_id = $1 and ${covers} and package_version_id = any($4::int4[])`,
    [artifactId, covered.at, covered.seq, int4Array(packageVersionIds), from.seq, from.at],
  );
}

/** Intervals that cover `covered` end at `to`. */
export async function endEarlier(on: ClientBase, artifactId: number, packageVersionIds: readonly number[], covered: Moment, to: Moment): Promise<void> {
  if (packageVersionIds.length === 0) return;
  await on.query(`update presence set to_seq = $5, to_at = $6 where artifact_id = $1 and ${covers} and package_version_id = any($4::int4[])`, [
    artifactId,
    covered.at,
    covered.seq,
    int4Array(packageVersionIds),
    to.seq,
    to.at,
  ]);
}
