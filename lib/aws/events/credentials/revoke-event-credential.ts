import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { lockCredential, markCredentialRevoked } from "../queries/credential";
import { toEventCredential } from "./event-credential";
import { type EventCredential, eventCredentialIdSchema } from "./schemas";

/** Ends a credential at once and for good. Revoking it again changes nothing. Needs `aws:write`; throws `not_found`. */
export async function revokeEventCredential({ ctx, input }: Verb<{ id: string }>): Promise<EventCredential> {
  requireScope(ctx, "aws:write");
  const { id } = eventCredentialIdSchema.parse(input);
  const now = new Date();
  return inTransaction(async (client) => {
    const row = await lockCredential(client, id);
    if (row === null) throw new WhereinError("not_found", "There is no credential with this id.", { reason: "event_credential_not_found" });
    if (row.revokedAt !== null) return toEventCredential(row);
    await markCredentialRevoked(client, id, now);
    const detail = { name: row.name, prefix: row.prefix };
    await recordAudit(client, ctx, { action: "aws_event_credential.revoked", subjectKind: "aws_event_credential", subjectId: id, detail }, now);
    return toEventCredential({ ...row, revokedAt: now });
  });
}
