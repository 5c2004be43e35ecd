import { conditions } from "@/lib/inventory/read";

/** A stretch of time, half open. */
export type Window = { from: Date; to: Date };
/** The same as placeholders of a statement. */
export type WindowSql = { from: string; to: string };

/**
 * SQL for the presences of some package versions that overlap a window, from both partial indexes: also those that began and ended at one
 * moment of it, where two builds share their time.
 */
export function windowParts(ids: string, { from, to }: WindowSql, rowFilter: readonly (string | null)[]): string[] {
  const filter = conditions("and", rowFilter);
  const presences = `select p.artifact_id, p.package_version_id, p.from_at, coalesce(p.to_at, 'infinity') as to_at
    from presence p where p.package_version_id = any(${ids}::int[]) and p.from_at < ${to}::timestamptz`;
  return [
    `${presences} and p.to_seq is null ${filter}`,
    `${presences} and p.to_seq is not null and p.to_at >= ${from}::timestamptz and (p.to_at > ${from}::timestamptz or p.from_at >= ${from}::timestamptz) ${filter}`,
  ];
}
