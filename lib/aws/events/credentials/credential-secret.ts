import { randomBytes } from "node:crypto";

const shape = /^whe_[A-Za-z0-9_-]{40}$/;

/** A new secret for senders of events: `whe_` and 40 base64url characters (240 random bits). Another prefix than a token's: it is none. */
export function newEventSecret(): string {
  return `whe_${randomBytes(30).toString("base64url")}`;
}

/** Whether a text can be such a secret at all; what cannot is refused without asking the database. */
export function isEventSecretShaped(text: string): boolean {
  return shape.test(text);
}
