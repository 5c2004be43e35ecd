import { randomBytes } from "node:crypto";
import { recordAudit } from "@/lib/audit";
import { inTransaction, uuidv7 } from "@/lib/db";
import { env } from "@/lib/env";
import { deleteUnusedSetupLinks, insertSetupLink, lockSetup } from "./queries-setup";
import { hasAdministrator } from "./queries-users";
import { hashSecret } from "./token-secret";

const validHours = 24;

/**
 * A fresh one-time link that creates the first administrator, valid for 24 hours; earlier links stop working.
 * Null once there is an administrator. Only the SHA-256 of the secret is stored.
 */
export async function issueSetupLink(): Promise<string | null> {
  const secret = randomBytes(24).toString("base64url");
  const now = new Date();
  const expiresAt = new Date(now.getTime() + validHours * 3_600_000);
  const issued = await inTransaction(async (client) => {
    await lockSetup(client);
    if (await hasAdministrator(client)) return false;
    await deleteUnusedSetupLinks(client);
    await insertSetupLink(client, hashSecret(secret), now, expiresAt);
    const ctx = { actor: { kind: "system", name: "start" }, requestId: uuidv7() } as const;
    await recordAudit(
      client,
      ctx,
      { action: "setup_link.issued", subjectKind: "setup_link", subjectId: hashSecret(secret).toString("hex").slice(0, 12), detail: { expiresAt } },
      now,
    );
    return true;
  });
  return issued ? `${env().publicUrl}/setup?token=${secret}` : null;
}
