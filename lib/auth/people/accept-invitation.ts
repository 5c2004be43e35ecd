import type { ClientBase, Pool } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context, Verb } from "@/lib/context";
import { inTransaction, pool, uuidv7 } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { forgetUser } from "../find-user";
import { hashPassword } from "../password";
import { insertUser, type UserRow } from "../queries-users";
import { hashSecret } from "../token-secret";
import { toInvitation } from "./issue-link";
import {
  deleteOpenInvitations,
  lockPeople,
  markInvitationUsed,
  type PersonRow,
  type StoredInvitation,
  selectInvitation,
  selectPersonByEmail,
  updatePassword,
} from "./queries";
import { personDisabled } from "./refusals";
import { type AcceptInvitation, acceptInvitationSchema, type Invitation } from "./schemas";

/** What a link is for. Throws `forbidden` with `invitation_unknown`, `invitation_used` or `invitation_expired`. For the page that it opens. */
export async function requireInvitation(secret: string): Promise<Invitation> {
  return toInvitation(await requireOpen(pool(), hashSecret(secret)));
}

/**
 * Makes a user of whoever has the link, or gives the user of its address a new password and ends their sessions. The secret is the permission: of any
 * number of requests at the same time exactly one succeeds. Throws as `requireInvitation`, and `conflict` (`person_disabled`).
 */
export async function acceptInvitation({ ctx, input }: Verb<AcceptInvitation>): Promise<UserRow> {
  const { secret, name, password } = acceptInvitationSchema.parse(input);
  const secretHash = hashSecret(secret);
  // Asked twice: here so that a stranger cannot make the server hash passwords, below because only that is atomic.
  await requireOpen(pool(), secretHash);
  const passwordHash = await hashPassword(password);
  const now = new Date();
  const user = await inTransaction(async (client) => {
    await lockPeople(client);
    const invitation = await requireOpen(client, secretHash);
    await markInvitationUsed(client, secretHash, now);
    await deleteOpenInvitations(client, invitation.email);
    const person = await selectPersonByEmail(client, invitation.email);
    if (person !== null) return changePassword(client, ctx, person, passwordHash, now);
    return join(client, ctx, { ...invitation, name: name ?? invitation.name }, passwordHash, now);
  });
  forgetUser(user.id);
  return user;
}

async function join(client: ClientBase, ctx: Context, { email, name, role, createdBy }: StoredInvitation, passwordHash: string, now: Date): Promise<UserRow> {
  const user = { id: uuidv7(now.getTime()), email, name, role };
  await insertUser(client, { ...user, passwordHash, createdAt: now });
  const detail = { email, role, by: "invitation", invitedBy: createdBy };
  await recordAudit(client, asUser(ctx, user), { action: "user.created", subjectKind: "user", subjectId: user.id, detail }, now);
  return user;
}

async function changePassword(client: ClientBase, ctx: Context, person: PersonRow, passwordHash: string, now: Date): Promise<UserRow> {
  if (person.disabledAt !== null) throw personDisabled(person.name);
  const { id, email, name, role } = person;
  await updatePassword(client, id, passwordHash, now);
  await recordAudit(client, asUser(ctx, person), { action: "user.password_changed", subjectKind: "user", subjectId: id, detail: { by: "link" } }, now);
  return { id, email, name, role };
}

function asUser(ctx: Context, { id, name, role }: Pick<UserRow, "id" | "name" | "role">): Context {
  return { ...ctx, actor: { kind: "user", id, name, role } };
}

async function requireOpen(db: Pool | ClientBase, secretHash: Buffer): Promise<StoredInvitation> {
  const invitation = await selectInvitation(db, secretHash);
  if (invitation === null) throw refused("invitation_unknown", "This link is not valid, or a newer one was made. Ask an administrator for another.");
  if (invitation.usedAt !== null) throw refused("invitation_used", "This link was used already.");
  if (invitation.expiresAt <= new Date()) throw refused("invitation_expired", "This link is too old. Ask an administrator for another.");
  return invitation;
}

function refused(reason: string, detail: string): WhereinError {
  return new WhereinError("forbidden", detail, { reason });
}
