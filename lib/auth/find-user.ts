import { isUuid, pool } from "@/lib/db";
import { selectUser, type UserRow } from "./queries-users";

const rememberMs = 5_000;
const entriesMax = 10_000;

const remembered = new Map<string, { user: UserRow | null; untilMs: number }>();

/** The user with this id as of at most 5 s ago, or null when there is none. */
export async function findUser(id: string): Promise<UserRow | null> {
  const nowMs = Date.now();
  const entry = remembered.get(id);
  if (entry && entry.untilMs > nowMs) return entry.user;
  const user = isUuid(id) ? await selectUser(pool(), id) : null;
  if (remembered.size >= entriesMax) remembered.clear();
  remembered.set(id, { user, untilMs: nowMs + rememberMs });
  return user;
}

/** Forgets what was remembered; for tests. */
export function forgetUsers(): void {
  remembered.clear();
}
