import type { ClientBase, Pool } from "pg";
import type { PolledKind } from "@/lib/aws/sync/kinds";

export type AccountRow = {
  accountId: string;
  name: string;
  regions: string[];
  roleArn: string | null;
  externalId: string | null;
  environment: string;
  clusters: { pattern: string; environment: string }[];
  enabled: boolean;
  createdAt: Date;
};
export type AccountWithFeeds = AccountRow & { kinds: PolledKind[]; total: number; failing: number; waiting: number };

const columns = `a.account_id as "accountId", a.name, a.regions, a.role_arn as "roleArn", a.external_id as "externalId", a.environment, a.clusters, a.enabled,
  a.created_at as "createdAt"`;

/** Accounts by name, with what is kept of each; or the one with this id. */
export async function selectAccounts(on: ClientBase | Pool, accountId: string | null): Promise<AccountWithFeeds[]> {
  const { rows } = await on.query<AccountWithFeeds>({
    text: `select ${columns}, coalesce(f.kinds, '{}') as kinds, coalesce(f.total, 0)::int as total, coalesce(f.failing, 0)::int as failing,
        coalesce(f.waiting, 0)::int as waiting
      from aws_account a left join lateral (
        select array_agg(distinct kind) filter (where address = '') as kinds, count(*) as total, count(*) filter (where problem is not null) as failing,
          count(*) filter (where succeeded_at is null and kind <> 'topic') as waiting
        from aws_feed where account_id = a.account_id and enabled) f on true
      where $1::text is null or a.account_id = $1 order by lower(a.name), a.account_id`,
    values: [accountId],
  });
  return rows;
}

/** The account, locked against other changes; null: there is none. */
export async function lockAccount(client: ClientBase, accountId: string): Promise<AccountRow | null> {
  const { rows } = await client.query<AccountRow>(`select ${columns} from aws_account a where a.account_id = $1 for update`, [accountId]);
  return rows[0] ?? null;
}

/** Whether it was new. */
export async function insertAccount(client: ClientBase, row: AccountRow): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into aws_account (account_id, name, regions, role_arn, external_id, environment, clusters, enabled, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (account_id) do nothing`,
    [row.accountId, row.name, row.regions, row.roleArn, row.externalId, row.environment, JSON.stringify(row.clusters), row.enabled, row.createdAt],
  );
  return rowCount === 1;
}

export async function updateAccountRow(client: ClientBase, row: AccountRow): Promise<void> {
  await client.query(
    `update aws_account set name = $2, regions = $3, role_arn = $4, external_id = $5, environment = $6, clusters = $7, enabled = $8 where account_id = $1`,
    [row.accountId, row.name, row.regions, row.roleArn, row.externalId, row.environment, JSON.stringify(row.clusters), row.enabled],
  );
}

/** Deletes the account with its feeds. Returns how many feeds it had. */
export async function deleteAccountRow(client: ClientBase, accountId: string): Promise<number> {
  const { rowCount } = await client.query("delete from aws_feed where account_id = $1", [accountId]);
  await client.query("delete from aws_account where account_id = $1", [accountId]);
  return rowCount ?? 0;
}
