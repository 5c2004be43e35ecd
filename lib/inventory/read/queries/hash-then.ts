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

/**
 * SQL for the stretches of `presence p` in which it had a hash of which `isAsked` (of a column) holds, as (from_at, from_seq, to_at, to_seq) with
 * infinity for no end. Each ends where such a hash does and goes back to the last other one: those of hashes that follow each other overlap.
 */
export function hashStretches(isAsked: (column: string) => string): string {
  const changeOf = (f: string) => `${f}.artifact_id = p.artifact_id and ${f}.package_version_id = p.package_version_id
    and (${f}.until_at, ${f}.until_seq) > (p.from_at, p.from_seq) and (p.to_seq is null or (${f}.until_at, ${f}.until_seq) < (p.to_at, p.to_seq))`;
  return `select coalesce(o.until_at, p.from_at) as from_at, coalesce(o.until_seq, p.from_seq) as from_seq, e.to_at, e.to_seq
    from (select coalesce(p.to_at, 'infinity') as to_at, p.to_seq where ${isAsked("p.hash_id")}
          union all select f.until_at, f.until_seq from former_hash f where ${changeOf("f")} and ${isAsked("f.hash_id")}) e
    left join lateral (select g.until_at, g.until_seq from former_hash g where ${changeOf("g")} and (${isAsked("g.hash_id")}) is not true
      and (e.to_seq is null or (g.until_at, g.until_seq) < (e.to_at, e.to_seq)) order by g.until_at desc, g.until_seq desc limit 1) o on true`;
}
