import type { Actor } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { logger } from "@/lib/observability/logger";
import { selectTokenBySecret, type TokenGrant, touchToken } from "./queries-tokens";
import { grantOf } from "./remembered-tokens";
import { knownScopes } from "./token";
import { hashSecret, isTokenShaped } from "./token-secret";

const touchAfterMs = 60_000;

/**
 * The caller behind a token. Throws `unauthenticated` with the reason `token_unknown`, `token_expired`,
 * `token_revoked` or `token_owner_disabled`. A token is remembered for 5 s; revoking it in this process, or disabling its owner, ends that. Notes the use at
 * most once a minute, beside the request: a failure of that is only logged.
 */
export async function authenticateToken(secret: string): Promise<Actor> {
  const now = new Date();
  const grant = isTokenShaped(secret) ? await grantOf(hashSecret(secret), (hash) => selectTokenBySecret(pool(), hash)) : null;
  if (grant === null) throw refused("token_unknown", "This API token is not known. Check it for missing characters, or create another.");
  if (grant.revokedAt !== null) throw refused("token_revoked", `This API token was revoked at ${grant.revokedAt.toISOString()}. Create another.`);
  if (grant.expiresAt !== null && grant.expiresAt <= now)
    throw refused("token_expired", `This API token expired at ${grant.expiresAt.toISOString()}. Create another.`);
  if (grant.ownerDisabled)
    throw refused("token_owner_disabled", "Whoever made this API token is disabled. Ask an administrator for another, or to enable them again.");
  noteUse(grant, now);
  return { kind: "token", id: grant.id, name: grant.name, scopes: knownScopes(grant.scopes) };
}

function refused(reason: string, detail: string): WhereinError {
  return new WhereinError("unauthenticated", detail, { reason });
}

// Requests that run together all read the old time; this keeps them from all writing the new one.
const touched = new Map<string, number>();

function noteUse(grant: TokenGrant, now: Date): void {
  const fresh = now.getTime() - touchAfterMs;
  if ((grant.lastUsedAt?.getTime() ?? 0) > fresh || (touched.get(grant.id) ?? 0) > fresh) return;
  if (touched.size > 10_000) touched.clear();
  touched.set(grant.id, now.getTime());
  touchToken(pool(), grant.id, now, new Date(fresh)).catch((error: unknown) =>
    logger().warn({ err: error, tokenId: grant.id }, "the use of a token was not noted"),
  );
}
