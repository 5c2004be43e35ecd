/**
 * SQL for the hash id that `presence p` had at a moment inside of it: of the changes after the moment the first says what was
 * until then. `isLater` is the condition that `former_hash f` is after the moment.
 */
export function hashThen(isLater: string): string {
  return `(case when exists (${changes("", isLater)}) then (${changes("order by f.until_at, f.until_seq limit 1", isLater)}) else p.hash_id end)`;
}

function changes(order: string, isLater: string): string {
  return `select f.hash_id from former_hash f where f.artifact_id = p.artifact_id and f.package_version_id = p.package_version_id and ${isLater}
    and (p.to_seq is null or (f.until_at, f.until_seq) <= (p.to_at, p.to_seq)) ${order}`;
}
