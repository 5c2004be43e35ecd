import type { TokenGrant } from "./queries-tokens";

const rememberMs = 5_000;
const entriesMax = 10_000;

type Entry = { grant: TokenGrant; untilMs: number };

// Next and the server bundle each carry a copy of this module: what a process remembers lives on globalThis, so that a page's revocation counts at once.
const holder = globalThis as typeof globalThis & { whereinTokens?: { bySecret: Map<string, Entry>; forgotten: number } };
holder.whereinTokens ??= { bySecret: new Map(), forgotten: 0 };
const remembered = holder.whereinTokens;

/**
 * The grant of a secret by its hash, as of at most 5 s ago; null when there is none. Only what was found is remembered: a secret that is guessed is
 * looked up each time.
 */
export async function grantOf(secretHash: Buffer, select: (secretHash: Buffer) => Promise<TokenGrant | null>): Promise<TokenGrant | null> {
  const key = secretHash.toString("latin1");
  const nowMs = Date.now();
  const entry = remembered.bySecret.get(key);
  if (entry && entry.untilMs > nowMs) return entry.grant;
  const { forgotten } = remembered;
  const grant = await select(secretHash);
  if (remembered.bySecret.size >= entriesMax) remembered.bySecret.clear();
  // What was read before a token was revoked is not kept after it, and what is refused is not kept at all.
  const isGood = grant !== null && grant.revokedAt === null && !grant.ownerDisabled;
  if (isGood && forgotten === remembered.forgotten) remembered.bySecret.set(key, { grant, untilMs: nowMs + rememberMs });
  return grant;
}

/** Makes this process read every token again. */
export function forgetTokens(): void {
  remembered.forgotten += 1;
  remembered.bySecret.clear();
}
