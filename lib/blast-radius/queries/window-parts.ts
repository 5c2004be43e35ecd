import { conditions, hashStretches } from "@/lib/inventory/read";

/** A stretch of time, half open. */
export type Window = { from: Date; to: Date };
/** The same as placeholders of a statement. */
export type WindowSql = { from: string; to: string };

/**
 * SQL for the presences of some package versions that overlap a window, from both partial indexes: also those that began and ended at one
 * moment of it, where two builds share their time. What of a row is not selected from it is not read, so that the indexes are enough.
 * @param isAsked only the stretches with a hash of which this (of a column) holds; null: whatever the hash
 */
export function windowParts(
  ids: string,
  window: WindowSql,
  rowFilter: readonly (string | null)[],
  isAsked: ((column: string) => string) | null = null,
): string[] {
  const { from, to } = window;
  const stretch = isAsked ? "s.from_at, s.from_seq, s.to_at, s.to_seq" : "p.from_at, p.from_seq, coalesce(p.to_at, 'infinity') as to_at, p.to_seq";
  const presences = `select p.artifact_id, p.package_version_id, ${stretch}, p.direct, p.depth, p.scope, p.via
    from presence p ${isAsked ? `cross join lateral (${hashStretches(isAsked)}) s` : ""}
    where p.package_version_id = any(${ids}::int[]) and p.from_at < ${to}::timestamptz`;
  const filter = conditions("and", [...rowFilter, isAsked && overlaps("s", window)]);
  return [
    `${presences} and p.to_seq is null ${filter}`,
    `${presences} and p.to_seq is not null and p.to_at >= ${from}::timestamptz and ${overlaps("p", window)} ${filter}`,
  ];
}

/** SQL for that what a row says lasted in the window, or began in it, however short. */
export function overlaps(row: string, { from, to }: WindowSql): string {
  return `${row}.from_at < ${to}::timestamptz and (${row}.to_at > ${from}::timestamptz or ${row}.from_at >= ${from}::timestamptz)`;
}
