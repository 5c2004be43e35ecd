import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { accountNotFound } from "./not-found";
import { toAccount } from "./present";
import { type AccountRow, lockAccount, selectAccounts, updateAccountRow } from "./queries/accounts";
import { keepFeeds } from "./queries/feeds";
import { roleOf } from "./role";
import { type Account, type UpdateAccount, updateAccountSchema } from "./schemas";

/** Changes what is given of an account and leaves the rest. What is so already changes nothing. Needs `aws:write`; throws `not_found` and `invalid`. */
export async function updateAccount({ ctx, input }: Verb<UpdateAccount>): Promise<Account> {
  requireScope(ctx, "aws:write");
  const { accountId, kinds: wantedKinds, ...changes } = updateAccountSchema.parse(input);
  return inTransaction(async (client) => {
    const before = await lockAccount(client, accountId);
    const [shown] = await selectAccounts(client, accountId);
    if (before === null || shown === undefined) throw accountNotFound(accountId);
    const kinds = wantedKinds ?? shown.kinds;
    const after: AccountRow = { ...before, ...changes, ...roleAfter(before, changes) };
    const changed = changesOf({ ...before, kinds: [...shown.kinds].sort() }, { ...after, kinds: [...kinds].sort() });
    if (Object.keys(changed).length > 0) {
      await updateAccountRow(client, after);
      await keepFeeds(client, accountId, { regions: after.regions, kinds });
      await recordAudit(client, ctx, { action: "aws_account.changed", subjectKind: "aws_account", subjectId: accountId, detail: changed });
    }
    const [account = shown] = await selectAccounts(client, accountId);
    return toAccount(account);
  });
}

/** Another role asks for another external id, since the old one is known to whoever had the old role. */
function roleAfter(before: AccountRow, { roleArn = before.roleArn, externalId }: { roleArn?: string | null; externalId?: string }) {
  const kept = roleArn === before.roleArn ? before.externalId : null;
  return roleOf(before.accountId, { roleArn, externalId: externalId ?? kept });
}

function changesOf(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, { before: unknown; after: unknown }> {
  const differs = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(differs.map((key) => [key, { before: before[key], after: after[key] }]));
}
