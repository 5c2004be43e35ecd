import type { CredentialRow } from "../queries/credential";
import type { EventCredential } from "./schemas";

/** A stored credential as the API and the pages show it. */
export function toEventCredential(row: CredentialRow): EventCredential {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    accounts: row.accounts,
    state: row.revokedAt === null ? "active" : "revoked",
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
