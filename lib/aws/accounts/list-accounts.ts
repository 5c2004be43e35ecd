import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { accountNotFound } from "./not-found";
import { toAccount } from "./present";
import { selectAccounts } from "./queries/accounts";
import { type Account, type AccountList, type AccountPath, accountPathSchema } from "./schemas";

/** The accounts of AWS that are asked or may send. They are few: there are no pages. */
export async function listAccounts({ ctx }: Verb<Record<string, never>>): Promise<AccountList> {
  requireScope(ctx, "inventory:read");
  return { data: (await selectAccounts(pool(), null)).map(toAccount) };
}

/** One account. Throws `not_found`. */
export async function getAccount({ ctx, input }: Verb<AccountPath>): Promise<Account> {
  requireScope(ctx, "inventory:read");
  const { accountId } = accountPathSchema.parse(input);
  const [account] = await selectAccounts(pool(), accountId);
  if (account === undefined) throw accountNotFound(accountId);
  return toAccount(account);
}
