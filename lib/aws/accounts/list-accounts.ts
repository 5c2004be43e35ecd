import { type Context, requireScope, scopesOf, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { accountNotFound } from "./not-found";
import { toAccount } from "./present";
import { selectAccounts } from "./queries/accounts";
import { type Account, type AccountList, type AccountPath, accountPathSchema } from "./schemas";

/** The accounts of AWS that are asked or may send. They are few: there are no pages. */
export async function listAccounts({ ctx }: Verb<Record<string, never>>): Promise<AccountList> {
  requireScope(ctx, "inventory:read");
  return { data: (await selectAccounts(pool(), null)).map((row) => seenBy(ctx, toAccount(row))) };
}

/** One account. Throws `not_found`. */
export async function getAccount({ ctx, input }: Verb<AccountPath>): Promise<Account> {
  requireScope(ctx, "inventory:read");
  const { accountId } = accountPathSchema.parse(input);
  const [account] = await selectAccounts(pool(), accountId);
  if (account === undefined) throw accountNotFound(accountId);
  return seenBy(ctx, toAccount(account));
}

/** The external id is half of what the role's trust asks for: it is for those who set the role up. */
function seenBy({ actor }: Context, account: Account): Account {
  return scopesOf(actor).includes("aws:write") ? account : { ...account, externalId: null };
}
