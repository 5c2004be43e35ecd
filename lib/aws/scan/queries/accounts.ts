import type { ClientBase, Pool } from "pg";
import type { AwsAccess } from "@/lib/aws/clients";

export type AskingAccount = AwsAccess & { regions: string[]; enabled: boolean };

const columns = `account_id as "accountId", role_arn as "roleArn", external_id as "externalId", regions, enabled`;

/** The account with this id, or the first that is connected and switched on; null: there is none. */
export async function selectAskingAccount(on: ClientBase | Pool, accountId: string | null): Promise<AskingAccount | null> {
  const { rows } = await on.query<AskingAccount>(
    `select ${columns} from aws_account where case when $1::text is null then enabled else account_id = $1 end order by id limit 1`,
    [accountId],
  );
  return rows[0] ?? null;
}
