import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { pool } from "@/lib/db";
import { settle } from "./queries-setup";

const known = new WeakMap<Pool, Promise<string>>();

/** The secret that encrypts sessions: made once for the installation, and the same in every process of it. */
export function authSecret(): Promise<string> {
  const db = pool();
  const earlier = known.get(db);
  if (earlier) return earlier;
  const asked = settle(db, "auth_secret", randomBytes(48).toString("base64url"));
  known.set(db, asked);
  // A failure (database away) must not be remembered.
  asked.catch(() => known.delete(db));
  return asked;
}
