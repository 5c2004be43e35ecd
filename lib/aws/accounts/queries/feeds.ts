import type { ClientBase, Pool } from "pg";
import type { AddressedKind, FeedKind, PolledKind } from "@/lib/aws/sync/kinds";

export type FeedRow = {
  id: number;
  accountId: string;
  region: string;
  kind: FeedKind;
  address: string;
  enabled: boolean;
  status: "idle" | "queued" | "running";
  phase: string | null;
  syncedTo: Date | null;
  fullAt: Date | null;
  startedAt: Date | null;
  succeededAt: Date | null;
  failedAt: Date | null;
  problem: unknown;
  counts: unknown;
};

/** Every feed, those that are kept first, or the one with this id. A feed of an account that is switched off is not kept. */
export async function selectFeeds(on: ClientBase | Pool, id: number | null): Promise<FeedRow[]> {
  const { rows } = await on.query<FeedRow>({
    text: `select f.id, f.account_id as "accountId", f.region, f.kind, f.address, f.enabled and a.enabled as enabled, f.status, f.phase,
        f.synced_to as "syncedTo", f.full_at as "fullAt", f.started_at as "startedAt", f.succeeded_at as "succeededAt", f.failed_at as "failedAt",
        f.problem, f.counts
      from aws_feed f join aws_account a on a.account_id = f.account_id
      where $1::int is null or f.id = $1
      order by not (f.enabled and a.enabled), lower(a.name), f.account_id, f.region, f.address <> '', f.kind, f.address`,
    values: [id],
  });
  return rows;
}

/** Makes the feeds of an account that are not there yet, and keeps those of these kinds and regions and no others. Feeds with an address stay. */
export async function keepFeeds(client: ClientBase, accountId: string, { regions, kinds }: { regions: string[]; kinds: PolledKind[] }): Promise<void> {
  await client.query(
    `insert into aws_feed (account_id, region, kind) select $1, r.region, k.kind from unnest($2::text[]) as r(region), unnest($3::text[]) as k(kind)
     on conflict (account_id, region, kind, address) do nothing`,
    [accountId, regions, kinds],
  );
  await client.query(
    `update aws_feed set enabled = not enabled, status = case when enabled and status = 'queued' then 'idle' else status end
     where account_id = $1 and address = '' and enabled <> (region = any ($2::text[]) and kind = any ($3::text[]))`,
    [accountId, regions, kinds],
  );
}

/** The id of the feed, which is new; null: there is one with this address already. */
export async function insertFeed(
  client: ClientBase,
  { accountId, region, kind, address }: { accountId: string; region: string; kind: AddressedKind; address: string },
): Promise<number | null> {
  const { rows } = await client.query<{ id: number }>(
    "insert into aws_feed (account_id, region, kind, address) select $1, $2, $3, $4 where not exists (select from aws_feed where kind = $3 and address = $4) returning id",
    [accountId, region, kind, address],
  );
  return rows[0]?.id ?? null;
}

/** The feed, locked against its sync's bookkeeping and other requests; null: there is none. */
export async function lockFeed(
  client: ClientBase,
  id: number,
): Promise<Pick<FeedRow, "id" | "accountId" | "region" | "kind" | "address" | "enabled" | "status"> | null> {
  const { rows } = await client.query(
    `select f.id, f.account_id as "accountId", f.region, f.kind, f.address, f.enabled and a.enabled as enabled, f.status
     from aws_feed f join aws_account a on a.account_id = f.account_id where f.id = $1 for update of f`,
    [id],
  );
  return rows[0] ?? null;
}

export async function deleteFeedRow(client: ClientBase, id: number): Promise<void> {
  await client.query("delete from aws_feed where id = $1", [id]);
}
