import { recordAudit } from "@/lib/audit";
import { inTransaction, pool } from "@/lib/db";
import { checkRate, requireRateLeft } from "@/lib/http/rate-limit";
import { logger } from "@/lib/observability/logger";
import { metrics } from "@/lib/observability/metrics";
import { isPassword } from "./password";
import { markSignedIn, selectUserByEmail, type UserRow } from "./queries-users";
import { signInSchema } from "./schemas";

/** What someone who signs in sends, and the address that it came from. */
export type SignInAttempt = { email: unknown; password: unknown; address: string; requestId: string };

/**
 * The user whose e-mail address and password these are, or null: nothing tells which of the two was wrong, neither the
 * answer nor the time it takes. Throws `rate_limited` after ten failures in a minute from one address or for one e-mail.
 */
export async function signIn({ email, password, address, requestId }: SignInAttempt): Promise<UserRow | null> {
  const input = signInSchema.safeParse({ email, password });
  const keys = [`address:${address}`, ...(input.success ? [`email:${input.data.email}`] : [])];
  for (const key of keys) await requireRateLeft("signIn", key);
  const stored = input.success ? await selectUserByEmail(pool(), input.data.email) : null;
  const fits = await isPassword(stored?.passwordHash ?? null, input.success ? input.data.password : "");
  if (stored === null || !fits || !(await noteSignIn(stored, address, requestId))) {
    metrics().signIns.inc({ outcome: "failed" });
    logger().warn({ address, requestId }, "sign-in failed");
    // The attempt that uses up the last point is still told that it failed; the next one is told to wait.
    for (const key of keys) await checkRate("signIn", key);
    return null;
  }
  metrics().signIns.inc({ outcome: "done" });
  return { id: stored.id, email: stored.email, name: stored.name, role: stored.role };
}

/** False for somebody who was disabled, or whose password changed, while this one was being checked. */
async function noteSignIn({ id, name, role, passwordHash }: UserRow & { passwordHash: string }, address: string, requestId: string): Promise<boolean> {
  const now = new Date();
  return inTransaction(async (client) => {
    if (!(await markSignedIn(client, id, passwordHash, now))) return false;
    const actor = { kind: "user", id, name, role } as const;
    await recordAudit(client, { actor, requestId }, { action: "user.signed_in", subjectKind: "user", subjectId: id, detail: { address } }, now);
    return true;
  });
}
