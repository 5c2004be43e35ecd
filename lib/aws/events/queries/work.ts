import type { ClientBase } from "pg";

/** Makes feeds of this kind due now, in the accounts and regions of some events; how many. */
export async function queueFeeds(on: ClientBase, kind: "images" | "coverage", places: readonly { account: string; region: string }[]): Promise<number> {
  if (places.length === 0) return 0;
  const { rowCount } = await on.query(
    `update aws_feed f set status = 'queued' from (select distinct account, region from unnest($2::text[], $3::text[]) as e (account, region)) as place
     where f.kind = $1 and f.account_id = place.account and f.region = place.region and f.enabled and f.status = 'idle'`,
    [kind, places.map(({ account }) => account), places.map(({ region }) => region)],
  );
  return rowCount ?? 0;
}

/** The resources with any of these digests. */
export async function selectResourcesOfDigests(on: ClientBase, digests: readonly string[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>("select id from aws_resource where digest = any ($1::text[]) order by id", [digests]);
  return rows.map(({ id }) => id);
}
