import { conditions, hashStretches } from "@/lib/inventory/read";

/** A stretch of time, half open. */
export type Window = { from: Date; to: Date };
/** The same as placeholders of a statement. */
export type WindowSql = { from: string; to: string };

/** What is read of each presence: `times` are in the indexes, so that the table is not touched; `all` has sequence numbers and what a row shows. */
export type WindowColumns = "times" | "all";

/** Which presences of a window are read: `ended` leaves out those that are still there. */
export type WindowExtent = "all" | "ended";

/**
 * SQL for the presences of some package versions that overlap a window, from both partial indexes: also those that began and ended at one
 * moment of it, where two builds share their time.
 * @param isAsked only the stretches with a hash of which this (of a column) holds; null: whatever the hash
 */
export function windowParts(
  ids: string,
  window: WindowSql,
  columns: WindowColumns,
  rowFilter: readonly (string | null)[],
  isAsked: ((column: string) => string) | null = null,
  extent: WindowExtent = "all",
): string[] {
  const shown = columns === "all" ? `, ${isAsked ? "s.from_seq, s.to_seq" : "p.from_seq, p.to_seq"}, p.direct, p.depth, p.scope, p.via` : "";
  const presences = (toAt: string) => `select p.artifact_id, p.package_version_id, ${isAsked ? "s.from_at, s.to_at" : `p.from_at, ${toAt} as to_at`}${shown}
    from presence p ${isAsked ? `cross join lateral (${hashStretches(isAsked)}) s` : ""}
    where p.package_version_id = any(${ids}::int[])`;
  const filter = conditions("and", [...rowFilter, isAsked && overlaps("s", window)]);
  const ended = `${presences("p.to_at")} and p.to_seq is not null and p.to_at >= ${window.from}::timestamptz and ${overlaps("p", window)} ${filter}`;
  if (extent === "ended") return [ended];
  return [`${presences("'infinity'::timestamptz")} and p.to_seq is null and p.from_at < ${window.to}::timestamptz ${filter}`, ended];
}

/** SQL for that what a row says lasted in the window, or began in it, however short. */
export function overlaps(row: string, { from, to }: WindowSql): string {
  return `${row}.from_at < ${to}::timestamptz and (${row}.to_at > ${from}::timestamptz or ${row}.from_at >= ${from}::timestamptz)`;
}
