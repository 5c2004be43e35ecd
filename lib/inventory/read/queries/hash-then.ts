/**
 * SQL for the hash id that `presence p` had at a moment inside of it: of the changes after the moment the first says what was
 * until then. `isLater` is the condition that `former_hash f` is after the moment.
 */
export function hashThen(isLater: string): string {
  return `(case when exists (${changes("", isLater)}) then (${changes("order by f.until_at, f.until_seq limit 1", isLater)}) else p.hash_id end)`;
}

/** SQL for since when `presence p` has one of some hashes, which it has at the moment (null: now): since the last other one. */
export function hashSince(hashIds: string, at: string | null): string {
  return `greatest(p.from_at, (select max(f.until_at) from ${formerHashes} and not coalesce(f.hash_id, 0) = any(${hashIds}::int[])
    ${at === null ? "" : `and f.until_at <= ${at}::timestamptz`}))`;
}

const formerHashes = "former_hash f where f.artifact_id = p.artifact_id and f.package_version_id = p.package_version_id";

function changes(order: string, isLater: string): string {
  return `select f.hash_id from ${formerHashes} and ${isLater}
    and (p.to_seq is null or (f.until_at, f.until_seq) <= (p.to_at, p.to_seq)) ${order}`;
}
