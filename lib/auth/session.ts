import { decode, encode } from "next-auth/jwt";
import type { Actor } from "@/lib/context";
import { env } from "@/lib/env";
import { authSecret } from "./auth-secret";
import { findUser } from "./find-user";
import type { UserRow } from "./queries-users";

/** A session ends this long after its last use. */
export const sessionMaxAgeSeconds = 12 * 60 * 60;

// How old a session cookie grows before an answer carries a fresh one.
const renewAfterMs = 15 * 60_000;

/** A signed-in person. */
export type UserActor = Extract<Actor, { kind: "user" }>;

/** The name and attributes of the session cookie; Secure and `__Host-` when the public address is https. */
export function sessionCookie() {
  const secure = env().publicUrl.startsWith("https:");
  const options = { httpOnly: true, sameSite: "lax" as const, path: "/", secure };
  return { name: secure ? "__Host-wherein.session" : "wherein.session", options };
}

/** The session cookie's value in a `Cookie` header, or null. */
export function sessionValueOf(cookieHeader: string | undefined): string | null {
  if (cookieHeader === undefined) return null;
  const start = `${sessionCookie().name}=`;
  for (const pair of cookieHeader.split(";")) {
    const trimmed = pair.trim();
    if (trimmed.startsWith(start)) return trimmed.slice(start.length) || null;
  }
  return null;
}

/** What a session says: whose it is, and when it began or was last renewed, in milliseconds. Old ones have only the seconds that every JWT has. */
export type SessionToken = { sub?: string; at?: unknown; iat?: unknown };

/** The claims of a session that lives on; one that begins has no times yet. */
export function claimsOfSession({ sub, at, iat }: SessionToken): { sub?: string; at: number } {
  return { sub, at: typeof at === "number" ? at : typeof iat === "number" ? iat * 1_000 : Date.now() };
}

/**
 * The person of a session, or null: someone who is gone or disabled, or who has ended their sessions since. Read again from the database (remembered for
 * 5 s), so that someone disabled or demoted is so in an open session too.
 */
export async function userOfSession(token: SessionToken): Promise<UserRow | null> {
  const { sub, at } = claimsOfSession(token);
  const user = sub === undefined ? null : await findUser(sub);
  return user === null || (user.sessionsFrom !== null && at < user.sessionsFrom.getTime()) ? null : user;
}

/** The person whose session this cookie value is, or null: forged, expired, or ended as `userOfSession` says. */
export async function readSession(value: string | null): Promise<UserActor | null> {
  const token = await tokenOf(value);
  const user = token && (await userOfSession(token));
  return user ? { kind: "user", id: user.id, name: user.name, role: user.role } : null;
}

/** A `Set-Cookie` value that extends the session, or null when it is young enough, has ended or is not a session at all. */
export async function renewSession(value: string | null): Promise<string | null> {
  const token = await tokenOf(value);
  if (token === null || Date.now() - claimsOfSession(token).at < renewAfterMs) return null;
  const user = await userOfSession(token);
  if (user === null) return null;
  const { name } = sessionCookie();
  const { secure } = sessionCookie().options;
  const renewed = await writeSession(user.id);
  return `${name}=${renewed}; Path=/; Max-Age=${sessionMaxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** The encrypted cookie value of a new session. */
export async function writeSession(userId: string): Promise<string> {
  return encode({ token: claimsOfSession({ sub: userId }), secret: await authSecret(), maxAge: sessionMaxAgeSeconds });
}

async function tokenOf(value: string | null): Promise<SessionToken | null> {
  if (value === null || value.length > 4_096) return null;
  const secret = await authSecret();
  // Whatever cannot be decrypted is no session: another installation's cookie, an old secret, or a forgery.
  const token = await decode({ token: value, secret }).catch(() => null);
  return token && typeof token.sub === "string" ? { sub: token.sub, at: token.at, iat: token.iat } : null;
}
