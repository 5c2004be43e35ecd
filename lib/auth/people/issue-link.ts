import { randomBytes } from "node:crypto";
import type { ClientBase } from "pg";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { hashSecret } from "../token-secret";
import { deleteOpenInvitations, type InvitationRow, insertInvitation } from "./queries";
import type { Invitation, IssuedInvitation } from "./schemas";

type Invited = Pick<InvitationRow, "email" | "name" | "role"> & { purpose: Invitation["purpose"] };

/** How long a link works. Whoever holds one for a password can act as that person. */
const validHours = { join: 7 * 24, password: 24 } as const;

/** A fresh one-time link for an address; earlier ones of it stop working. Only the SHA-256 of the secret is stored. Needs `lockPeople`. */
export async function issueLink(client: ClientBase, ctx: Context, { purpose, ...invited }: Invited, now: Date): Promise<IssuedInvitation> {
  const secret = randomBytes(24).toString("base64url");
  const expiresAt = new Date(now.getTime() + validHours[purpose] * 3_600_000);
  const row = { secretHash: hashSecret(secret), ...invited, createdBy: ctx.actor.name, createdAt: now, expiresAt };
  await deleteOpenInvitations(client, invited.email);
  await insertInvitation(client, row);
  return { ...toInvitation({ ...row, isUser: purpose === "password" }), link: `${env().publicUrl}/join?token=${secret}` };
}

/** As the API gives it. Its id is the start of the hash, from which the link cannot be made. */
export function toInvitation({ secretHash, email, name, role, createdBy, createdAt, expiresAt, isUser }: InvitationRow & { isUser: boolean }): Invitation {
  return {
    id: secretHash.toString("hex").slice(0, 16),
    email,
    name,
    role,
    purpose: isUser ? "password" : "join",
    createdBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
