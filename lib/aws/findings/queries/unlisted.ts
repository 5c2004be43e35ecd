import type { ClientBase } from "pg";
import { int4Array, textArray } from "@/lib/db/binary-arrays";

/** What a complete listing had: ids of rows, or ARNs. */
export type Listed = { ids: ArrayLike<number> } | { arns: readonly string[] };

/**
 * Closes findings of an account and region that a complete listing, begun at `since`, did not have and that were not updated after `until`; returns those
 * that were not closed. What their last report says stays. Closed ones are noted as well: a report that comes late does not open them either.
 */
export async function closeUnlistedFindings(
  on: ClientBase,
  { account, region, listed, since, until }: { account: string; region: string; listed: Listed; since: Date; until: Date },
): Promise<{ id: number; resourceId: number; advisoryId: number | null }[]> {
  const isListed = "ids" in listed ? "unnest($4::int4[]) as l(id) where l.id = f.id" : "unnest($4::text[]) as l(arn) where l.arn = f.arn";
  const { rows } = await on.query<{ id: number; resourceId: number; advisoryId: number | null; saidStatus: string }>(
    `update inspector_finding f set status = 'CLOSED', unlisted_at = $3
      where f.unlisted_at is null and f.updated_at <= $5 and not exists (select from ${isListed})
        and f.resource_id in (select id from aws_resource where account = $1 and region = $2)
      returning f.id, f.resource_id as "resourceId", f.advisory_id as "advisoryId", f.said_status as "saidStatus"`,
    [account, region, since, "ids" in listed ? int4Array(listed.ids) : textArray(listed.arns), until],
  );
  return rows.filter(({ saidStatus }) => saidStatus !== "CLOSED");
}
