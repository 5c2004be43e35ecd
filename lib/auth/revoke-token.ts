import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { lockToken, markTokenRevoked } from "./queries-tokens";
import { forgetTokens } from "./remembered-tokens";
import { type Token, tokenIdSchema } from "./schemas";
import { toToken } from "./token";

/** Ends a token for good: at once in this process, in others within the 5 s for which they remember it. Revoking it again changes nothing. Needs `tokens:write`; throws `not_found`. */
export async function revokeToken({ ctx, input }: Verb<{ id: string }>): Promise<Token> {
  requireScope(ctx, "tokens:write");
  const { id } = tokenIdSchema.parse(input);
  const now = new Date();
  const revoked = await inTransaction(async (client) => {
    const row = await lockToken(client, id);
    if (row === null) throw new WhereinError("not_found", "There is no token with this id.", { reason: "token_not_found" });
    if (row.revokedAt !== null) return toToken(row, now);
    await markTokenRevoked(client, id, now);
    await recordAudit(client, ctx, { action: "token.revoked", subjectKind: "token", subjectId: id, detail: { name: row.name, prefix: row.prefix } }, now);
    return toToken({ ...row, revokedAt: now }, now);
  });
  forgetTokens();
  return revoked;
}
