import type { ClientBase } from "pg";
import { int4Array, textArray, timestampArray } from "@/lib/db/binary-arrays";

export type CoverageRow = { resourceId: number; status: string; reason: string; scannedMs: number | null; atMs: number };

/** Sets what coverage says where it is later, or of one time the greater; returns the resources of which it then says something else, or that of a later time. */
export async function updateCoverage(on: ClientBase, rows: readonly CoverageRow[]): Promise<number[]> {
  const { rows: changed } = await on.query<{ id: number }>(
    `update aws_resource r set scan_status = said.status, scan_reason = said.reason, scanned_at = said.scanned_at, coverage_at = said.at
       from unnest($1::int4[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[]) as said(id, status, reason, scanned_at, at)
      where r.id = said.id and r.id = any($1::int4[])
        and (r.coverage_at is null or r.coverage_at < said.at or (r.coverage_at = said.at
          and (r.scan_status collate "C", r.scan_reason collate "C", coalesce(r.scanned_at, '-infinity')) < (said.status, said.reason, coalesce(said.scanned_at, '-infinity'))))
      returning r.id`,
    [
      int4Array(rows.map((r) => r.resourceId)),
      textArray(rows.map((r) => r.status)),
      textArray(rows.map((r) => r.reason)),
      timestampArray(rows.map((r) => r.scannedMs)),
      timestampArray(rows.map((r) => r.atMs)),
    ],
  );
  return changed.map(({ id }) => id);
}
