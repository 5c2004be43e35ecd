import { tokenScopes } from "@/lib/context";
import type { TokenRow } from "./queries-tokens";
import type { Token } from "./schemas";

/** A stored token as the API and the pages show it, with its state at `now`. */
export function toToken(row: TokenRow, now: Date): Token {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: knownScopes(row.scopes),
    state: stateOf(row, now),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

function stateOf({ revokedAt, expiresAt, ownerDisabled }: TokenRow, now: Date): Token["state"] {
  if (revokedAt !== null) return "revoked";
  if (expiresAt !== null && expiresAt <= now) return "expired";
  return ownerDisabled ? "owner_disabled" : "active";
}

/** The stored scopes that a token may have; one that was retired grants nothing. */
export function knownScopes(stored: readonly string[]): Token["scopes"] {
  return tokenScopes.filter((scope) => stored.includes(scope));
}
