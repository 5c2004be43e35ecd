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

/** SQL for that `presence p`, which overlaps a window, had a hash of which `isAsked` (of a column) holds at some moment of it. */
export function hashDuring(isAsked: (column: string) => string, from: string, to: string): string {
  const began = (earlier: string) => `coalesce((select max(g.until_at) from former_hash g where g.artifact_id = p.artifact_id
    and g.package_version_id = p.package_version_id and (g.until_at, g.until_seq) > (p.from_at, p.from_seq) ${earlier}), p.from_at)`;
  const own = "(f.until_at, f.until_seq) > (p.from_at, p.from_seq) and (p.to_seq is null or (f.until_at, f.until_seq) <= (p.to_at, p.to_seq))";
  const last = "and (p.to_seq is null or (g.until_at, g.until_seq) < (p.to_at, p.to_seq))";
  return `((${isAsked("p.hash_id")} and ${began(last)} < ${to}::timestamptz)
    or exists (select from ${formerHashes} and ${own} and ${isAsked("f.hash_id")} and f.until_at > ${from}::timestamptz
      and ${began("and (g.until_at, g.until_seq) < (f.until_at, f.until_seq)")} < ${to}::timestamptz))`;
}
