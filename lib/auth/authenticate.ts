import type { Actor } from "@/lib/context";
import { env } from "@/lib/env";
import { WhereinError } from "@/lib/errors";
import { addressOf, type Caller } from "@/lib/http/caller";
import { checkRate } from "@/lib/http/rate-limit";
import { authenticateToken } from "./authenticate-token";
import { readSession, sessionValueOf } from "./session";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** `apiKey`: an API token counts in `X-Api-Key` as well, as the plug-ins of Dependency-Track send it. */
export type Credentials = { apiKey?: boolean };

/**
 * Who sends a request to the API: the bearer token if there is an `Authorization` header, else the session cookie.
 * Throws `unauthenticated`; `forbidden` when a cookie comes with a write from another site; `rate_limited` when an
 * address keeps sending bad tokens.
 */
export async function authenticate(caller: Caller, { apiKey = false }: Credentials = {}): Promise<Actor> {
  const key = apiKey ? caller.header("x-api-key") : undefined;
  if (key !== undefined) return authenticateSecret(key.trim(), addressOf(caller));
  const authorization = caller.header("authorization");
  if (authorization !== undefined) return authenticateHeader(authorization, addressOf(caller));
  const value = sessionValueOf(caller.header("cookie"));
  if (value === null) {
    const header = apiKey ? "`X-Api-Key: whr_...`" : "`Authorization: Bearer whr_...`";
    throw new WhereinError("unauthenticated", `This needs an API token (${header}) or a signed-in session.`, { reason: "credentials_missing" });
  }
  if (!safeMethods.has(caller.method)) requireSameOrigin(caller);
  const actor = await readSession(value);
  if (actor === null) throw new WhereinError("unauthenticated", "The session has ended. Sign in again.", { reason: "session_ended" });
  return actor;
}

/** The caller behind an `Authorization` header. With an address, repeated failures from it become `rate_limited`. */
export async function authenticateHeader(authorization: string | undefined, address?: string): Promise<Actor> {
  return authenticateSecret(/^Bearer +(\S+)$/i.exec(authorization?.trim() ?? "")?.[1], address);
}

async function authenticateSecret(secret: string | undefined, address: string | undefined): Promise<Actor> {
  try {
    if (secret === undefined)
      throw new WhereinError("unauthenticated", "Send the API token as `Authorization: Bearer whr_...`.", { reason: "credentials_missing" });
    return await authenticateToken(secret);
  } catch (error) {
    if (address !== undefined && error instanceof WhereinError && error.code === "unauthenticated") await checkRate("badToken", address);
    throw error;
  }
}

/** Throws `forbidden` unless the browser says that our own page sent this write. */
export function requireSameOrigin({ header }: Caller): void {
  const site = header("sec-fetch-site");
  const origin = header("origin");
  const own = site === undefined ? origin !== undefined && isOwn(origin, header("host")) : site === "same-origin";
  if (!own)
    throw new WhereinError("forbidden", "A write with a session must come from a page of this site. Use an API token elsewhere.", { reason: "cross_site" });
}

// The Host header counts as well as the public address: people also open a port forward or another name of the machine.
function isOwn(origin: string, host: string | undefined): boolean {
  if (origin === new URL(env().publicUrl).origin) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}
