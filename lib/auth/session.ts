import { decode, encode } from "next-auth/jwt";
import type { Actor } from "@/lib/context";
import { env } from "@/lib/env";
import { authSecret } from "./auth-secret";
import { findUser } from "./find-user";

/** A session ends this long after its last use. */
export const sessionMaxAgeSeconds = 12 * 60 * 60;

// How old a session cookie grows before an answer carries a fresh one.
const renewAfterSeconds = 15 * 60;

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

/**
 * The person whose session this cookie value is, or null: forged, expired, or of a user who is gone. The user is read
 * again from the database (remembered for 5 s), so that someone removed or demoted is so in an open session too.
 */
export async function readSession(value: string | null): Promise<UserActor | null> {
  const claims = await claimsOf(value);
  const user = claims && (await findUser(claims.userId));
  return user ? { kind: "user", id: user.id, name: user.name, role: user.role } : null;
}

/** A `Set-Cookie` value that extends the session, or null when it is young enough or not a session at all. */
export async function renewSession(value: string | null): Promise<string | null> {
  const claims = await claimsOf(value);
  if (claims === null || Date.now() / 1_000 - claims.issuedAt < renewAfterSeconds) return null;
  const { name } = sessionCookie();
  const { secure } = sessionCookie().options;
  const renewed = await writeSession(claims.userId);
  return `${name}=${renewed}; Path=/; Max-Age=${sessionMaxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** The encrypted cookie value of a new session. */
export async function writeSession(userId: string): Promise<string> {
  return encode({ token: { sub: userId }, secret: await authSecret(), maxAge: sessionMaxAgeSeconds });
}

async function claimsOf(value: string | null): Promise<{ userId: string; issuedAt: number } | null> {
  if (value === null || value.length > 4_096) return null;
  const secret = await authSecret();
  // Whatever cannot be decrypted is no session: another installation's cookie, an old secret, or a forgery.
  const claims = await decode({ token: value, secret }).catch(() => null);
  return claims && typeof claims.sub === "string" ? { userId: claims.sub, issuedAt: Number(claims.iat ?? 0) } : null;
}
