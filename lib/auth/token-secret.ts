import { createHash, randomBytes } from "node:crypto";

const shape = /^whr_[A-Za-z0-9_-]{40}$/;
const prefixLength = 12;

/** A new API token: `whr_` and 40 base64url characters (240 random bits). */
export function newTokenSecret(): string {
  return `whr_${randomBytes(30).toString("base64url")}`;
}

/** Whether a text can be an API token at all; what cannot is refused without asking the database. */
export function isTokenShaped(text: string): boolean {
  return shape.test(text);
}

/** The start of a secret, which is stored and shown so that people can tell tokens apart. */
export function prefixOf(secret: string): string {
  return secret.slice(0, prefixLength);
}

/** SHA-256 of a secret, the only form that is stored. A slow hash is not needed for 240 random bits. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
