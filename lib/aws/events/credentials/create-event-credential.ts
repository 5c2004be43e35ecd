import { recordAudit } from "@/lib/audit";
import { hashSecret, prefixOf } from "@/lib/auth/token-secret";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction, uuidv7 } from "@/lib/db";
import { insertCredential } from "../queries/credential";
import { newEventSecret } from "./credential-secret";
import { toEventCredential } from "./event-credential";
import { type CreatedEventCredential, type CreateEventCredential, createEventCredentialSchema } from "./schemas";

/** Creates a credential for senders of events and returns it with its secret, which exists nowhere else afterwards. Needs `aws:write`. */
export async function createEventCredential({ ctx, input }: Verb<CreateEventCredential>): Promise<CreatedEventCredential> {
  requireScope(ctx, "aws:write");
  const { name, accounts } = createEventCredentialSchema.parse(input);
  const now = new Date();
  const secret = newEventSecret();
  const row = { id: uuidv7(now.getTime()), name, prefix: prefixOf(secret), accounts, createdBy: ctx.actor.name, createdAt: now };
  await inTransaction(async (client) => {
    await insertCredential(client, { ...row, secretHash: hashSecret(secret) });
    await recordAudit(
      client,
      ctx,
      { action: "aws_event_credential.created", subjectKind: "aws_event_credential", subjectId: row.id, detail: { name, prefix: row.prefix, accounts } },
      now,
    );
  });
  return { ...toEventCredential({ ...row, lastUsedAt: null, revokedAt: null }), secret };
}
