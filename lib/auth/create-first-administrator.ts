import type { ClientBase, Pool } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Actor, Verb } from "@/lib/context";
import { inTransaction, pool, uuidv7 } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { hashPassword } from "./password";
import { deleteUnusedSetupLinks, lockSetup, markSetupLinkUsed, selectSetupLink } from "./queries-setup";
import { hasAdministrator, insertUser, type UserRow } from "./queries-users";
import { type CreateFirstAdministrator, createFirstAdministratorSchema } from "./schemas";
import { hashSecret } from "./token-secret";

/**
 * Creates the first administrator. The secret of the setup link is the permission: it works once, and of any number of
 * requests at the same time exactly one succeeds. Throws `conflict` (`setup_done`) when there is an administrator, and
 * `forbidden` with `setup_link_unknown`, `setup_link_used` or `setup_link_expired`.
 */
export async function createFirstAdministrator({ ctx, input }: Verb<CreateFirstAdministrator>): Promise<UserRow> {
  const { secret, name, email, password } = createFirstAdministratorSchema.parse(input);
  const secretHash = hashSecret(secret);
  // Asked twice: here so that a stranger cannot make the server hash passwords, below because only that is atomic.
  await requireOpenSetup(pool(), secretHash);
  const passwordHash = await hashPassword(password);
  const now = new Date();
  const user: UserRow = { id: uuidv7(now.getTime()), email, name, role: "admin" };
  await inTransaction(async (client) => {
    await lockSetup(client);
    await requireOpenSetup(client, secretHash);
    await markSetupLinkUsed(client, secretHash, now);
    await deleteUnusedSetupLinks(client);
    await insertUser(client, { ...user, passwordHash, createdAt: now });
    const actor: Actor = { kind: "user", id: user.id, name, role: "admin" };
    await recordAudit(
      client,
      { ...ctx, actor },
      { action: "user.created", subjectKind: "user", subjectId: user.id, detail: { email, role: "admin", by: "setup_link" } },
      now,
    );
  });
  return user;
}

/** Throws unless a first administrator is still needed and the secret is one that can create it. For the setup page. */
export async function requireSetupLink(secret: string): Promise<void> {
  await requireOpenSetup(pool(), hashSecret(secret));
}

async function requireOpenSetup(db: Pool | ClientBase, secretHash: Buffer): Promise<void> {
  if (await hasAdministrator(db)) throw new WhereinError("conflict", "The first administrator exists already. Sign in instead.", { reason: "setup_done" });
  const link = await selectSetupLink(db, secretHash);
  if (link === null)
    throw refused("setup_link_unknown", "This setup link is not valid, or a newer one was printed. Use the newest link in the output of `npm start`.");
  if (link.usedAt !== null) throw refused("setup_link_used", "This setup link was used already.");
  if (link.expiresAt <= new Date()) throw refused("setup_link_expired", "This setup link is older than 24 hours. Restart Wherein to get a new one.");
}

function refused(reason: string, detail: string): WhereinError {
  return new WhereinError("forbidden", detail, { reason });
}
