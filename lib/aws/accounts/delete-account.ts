import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { accountNotFound } from "./not-found";
import { deleteAccountRow, lockAccount } from "./queries/accounts";
import { type AccountPath, accountPathSchema } from "./schemas";

/**
 * Forgets an account with its feeds: it is not asked any more, and may not send. What it said stays, as it was last. Returns how many feeds it
 * had. Needs `aws:write`; throws `not_found`.
 */
export async function deleteAccount({ ctx, input }: Verb<AccountPath>): Promise<{ feeds: number }> {
  requireScope(ctx, "aws:write");
  const { accountId } = accountPathSchema.parse(input);
  return inTransaction(async (client) => {
    const account = await lockAccount(client, accountId);
    if (account === null) throw accountNotFound(accountId);
    const feeds = await deleteAccountRow(client, accountId);
    const detail = { ...account, feeds };
    await recordAudit(client, ctx, { action: "aws_account.deleted", subjectKind: "aws_account", subjectId: accountId, detail });
    return { feeds };
  });
}
