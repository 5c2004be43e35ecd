import { isUuid, pool } from "@/lib/db";
import { type KnownUser, selectUser } from "./queries-users";

const rememberMs = 5_000;
const entriesMax = 10_000;

const remembered = new Map<string, { user: KnownUser | null; untilMs: number }>();

/** The user with this id as of at most 5 s ago, or null when there is none or they are disabled. */
export async function findUser(id: string): Promise<KnownUser | null> {
  const nowMs = Date.now();
  const entry = remembered.get(id);
  if (entry && entry.untilMs > nowMs) return entry.user;
  const user = isUuid(id) ? await selectUser(pool(), id) : null;
  if (remembered.size >= entriesMax) remembered.clear();
  remembered.set(id, { user, untilMs: nowMs + rememberMs });
  return user;
}

/** Makes this process read the user again when they are next asked for. */
export function forgetUser(id: string): void {
  remembered.delete(id);
}

/** Forgets what was remembered; for tests. */
export function forgetUsers(): void {
  remembered.clear();
}
