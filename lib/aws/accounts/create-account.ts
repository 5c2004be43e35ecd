import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { accountNotFound } from "./not-found";
import { toAccount } from "./present";
import { insertAccount, selectAccounts } from "./queries/accounts";
import { keepFeeds } from "./queries/feeds";
import { roleOf } from "./role";
import { type Account, type CreateAccount, createAccountSchema } from "./schemas";

/** Takes an account in: within a minute its feeds are asked. Needs `aws:write`; throws `conflict` when it is there, and `invalid`. */
export async function createAccount({ ctx, input }: Verb<CreateAccount>): Promise<Account> {
  requireScope(ctx, "aws:write");
  const { kinds, externalId = null, ...account } = createAccountSchema.parse(input);
  const row = { ...account, ...roleOf(account.accountId, { roleArn: account.roleArn, externalId }), createdAt: new Date() };
  return inTransaction(async (client) => {
    if (!(await insertAccount(client, row)))
      throw new WhereinError("conflict", `Account ${row.accountId} is here already.`, {
        reason: "aws_account_exists",
        errors: [{ pointer: "/accountId", detail: "Taken", code: "taken" }],
      });
    await keepFeeds(client, row.accountId, { regions: row.regions, kinds });
    await recordAudit(client, ctx, { action: "aws_account.created", subjectKind: "aws_account", subjectId: row.accountId, detail: { ...row, kinds } });
    const [created] = await selectAccounts(client, row.accountId);
    if (created === undefined) throw accountNotFound(row.accountId);
    return toAccount(created);
  });
}
