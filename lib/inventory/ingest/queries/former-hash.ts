import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import type { Moment } from "./presence";

/** The hashes of some package versions, position by position; 0: none. */
export type HashesOf = { packageVersionIds: readonly number[]; hashIds: readonly number[] };

/** Records that until `until` these package versions had these hashes, whatever was recorded of that moment before. */
export async function upsertFormerHashes(on: ClientBase, artifactId: number, { packageVersionIds, hashIds }: HashesOf, until: Moment): Promise<void> {
  if (packageVersionIds.length === 0) return;
  await on.query({
    name: "former-hash-upsert",
    text: `insert into former_hash (artifact_id, package_version_id, until_seq, until_at, hash_id)
           select $1, id, $2, $3, nullif(hash_id, 0) from unnest($4::int4[], $5::int4[]) as former(id, hash_id)
           on conflict (artifact_id, package_version_id, until_seq) do update set hash_id = excluded.hash_id`,
    values: [artifactId, until.seq, until.at, int4Array(packageVersionIds), int4Array(hashIds)],
  });
}

/** Forgets that the hash of these package versions changed at `at`. */
export async function deleteFormerHashes(on: ClientBase, artifactId: number, packageVersionIds: readonly number[], at: Moment): Promise<void> {
  if (packageVersionIds.length === 0) return;
  await on.query("delete from former_hash where artifact_id = $1 and until_seq = $2 and package_version_id = any($3::int4[])", [
    artifactId,
    at.seq,
    int4Array(packageVersionIds),
  ]);
}
