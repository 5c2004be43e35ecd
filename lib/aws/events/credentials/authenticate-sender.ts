import { hashSecret } from "@/lib/auth/token-secret";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { addressOf, type Caller } from "@/lib/http/caller";
import { checkRate } from "@/lib/http/rate-limit";
import { logger } from "@/lib/observability/logger";
import { type CredentialGrant, selectCredentialBySecret, touchCredential } from "../queries/credential";
import { isEventSecretShaped } from "./credential-secret";

const touchAfterMs = 60_000;

/** Who sends an event with a credential, and for which accounts it may speak. */
export type CredentialSender = { id: string; name: string; accounts: ReadonlySet<string> };

/**
 * The credential of a request, which EventBridge sends as its connection says: an API key in `X-Api-Key`, a header `Authorization: Bearer`, or
 * Basic with any user name. Throws `unauthenticated`; `rate_limited` when an address keeps sending bad ones. The database finds it by its hash, so
 * that no secret is ever compared. Its use is noted at most once a minute.
 */
export async function authenticateSender(caller: Caller): Promise<CredentialSender> {
  const now = new Date();
  try {
    const grant = await grantOf(secretOf(caller));
    noteUse(grant, now);
    return { id: grant.id, name: grant.name, accounts: new Set(grant.accounts) };
  } catch (error) {
    if (error instanceof WhereinError && error.code === "unauthenticated") await checkRate("badToken", addressOf(caller));
    throw error;
  }
}

async function grantOf(secret: string | null): Promise<CredentialGrant> {
  if (secret === null) throw refused("credentials_missing", "Send the secret of an event credential: `Authorization: Bearer whe_...` or `X-Api-Key`.");
  const grant = isEventSecretShaped(secret) ? await selectCredentialBySecret(pool(), hashSecret(secret)) : null;
  if (grant === null) throw refused("event_credential_unknown", "This event credential is not known. Check it for missing characters, or create another.");
  if (grant.revokedAt !== null) throw refused("event_credential_revoked", `This event credential was revoked at ${grant.revokedAt.toISOString()}.`);
  return grant;
}

function secretOf({ header }: Caller): string | null {
  const key = header("x-api-key")?.trim();
  if (key !== undefined) return key;
  const [, scheme = "", value = ""] = /^(Bearer|Basic) +(\S+)$/i.exec(header("authorization")?.trim() ?? "") ?? [];
  if (value === "") return null;
  // RFC 7617: the user name has no colon.
  return scheme.toLowerCase() === "bearer"
    ? value
    : Buffer.from(value, "base64")
        .toString("utf8")
        .replace(/^[^:]*:/, "");
}

function refused(reason: string, detail: string): WhereinError {
  return new WhereinError("unauthenticated", detail, { reason });
}

// Requests that run together all read the old time; this keeps them from all writing the new one.
const touched = new Map<string, number>();

function noteUse({ id, lastUsedAt }: CredentialGrant, now: Date): void {
  const fresh = now.getTime() - touchAfterMs;
  if ((lastUsedAt?.getTime() ?? 0) > fresh || (touched.get(id) ?? 0) > fresh) return;
  if (touched.size > 10_000) touched.clear();
  touched.set(id, now.getTime());
  touchCredential(pool(), id, now, new Date(fresh)).catch((error: unknown) =>
    logger().warn({ err: error, credentialId: id }, "the use of an event credential was not noted"),
  );
}
