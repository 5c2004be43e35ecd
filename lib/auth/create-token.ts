import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import { type Context, requireScope, type Scope, scopesOf, type Verb } from "@/lib/context";
import { inTransaction, uuidv7 } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { insertToken, selectTokenOwner } from "./queries-tokens";
import { type CreatedToken, type CreateToken, createTokenSchema } from "./schemas";
import { toToken } from "./token";
import { hashSecret, newTokenSecret, prefixOf } from "./token-secret";

/**
 * Creates an API token and returns it with its secret, which exists nowhere else afterwards. Needs `tokens:write`.
 * Throws `invalid` for an expiry in the past and `forbidden` for a scope that the caller does not have.
 */
export async function createToken({ ctx, input }: Verb<CreateToken>): Promise<CreatedToken> {
  requireScope(ctx, "tokens:write");
  const { name, scopes, expiresAt } = createTokenSchema.parse(input);
  requireOwnScopes(ctx, scopes);
  const now = new Date();
  const expires = expiresAt === null ? null : new Date(expiresAt);
  if (expires !== null && expires <= now) {
    const errors = [{ pointer: "/expiresAt", detail: "Must be in the future", code: "past" }];
    throw new WhereinError("invalid", "expiresAt: Must be in the future", { reason: "expiry_past", errors });
  }
  const secret = newTokenSecret();
  const made = { id: uuidv7(now.getTime()), name, prefix: prefixOf(secret), scopes, createdBy: ctx.actor.name, createdAt: now, expiresAt: expires };
  const row = await inTransaction(async (client) => {
    const row = { ...made, ownerId: await ownerOf(client, ctx) };
    await insertToken(client, { ...row, secretHash: hashSecret(secret) });
    await recordAudit(
      client,
      ctx,
      { action: "token.created", subjectKind: "token", subjectId: row.id, detail: { name, prefix: row.prefix, scopes, expiresAt: expires } },
      now,
    );
    return row;
  });
  return { ...toToken({ ...row, lastUsedAt: null, revokedAt: null, ownerDisabled: false }, now), token: secret };
}

/** What a token makes is of whom that token is of. */
async function ownerOf(client: ClientBase, { actor }: Context): Promise<string | null> {
  return actor.kind === "user" ? actor.id : actor.kind === "token" ? selectTokenOwner(client, actor.id) : null;
}

// A token must not be a way to more rights than its creator has.
function requireOwnScopes(ctx: Context, wanted: readonly Scope[]): void {
  const own = scopesOf(ctx.actor);
  const missing = wanted.filter((scope) => !own.includes(scope));
  if (missing.length === 0) return;
  throw new WhereinError("forbidden", `A token cannot have scopes that its creator lacks: ${missing.join(", ")}.`, { reason: "scope_missing" });
}
