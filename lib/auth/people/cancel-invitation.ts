import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { deleteInvitation, lockPeople } from "./queries";
import { invitationIdSchema } from "./schemas";

/** Takes back a link that has not been used. Needs `settings:write`; throws `not_found` where it was used, or is none. */
export async function cancelInvitation({ ctx, input }: Verb<{ id: string }>): Promise<void> {
  requireScope(ctx, "settings:write");
  const { id } = invitationIdSchema.parse(input);
  await inTransaction(async (client) => {
    await lockPeople(client);
    const cancelled = await deleteInvitation(client, id);
    if (cancelled === null) throw new WhereinError("not_found", "There is no open invitation with this id.", { reason: "invitation_not_found" });
    await recordAudit(client, ctx, { action: "invitation.cancelled", subjectKind: "invitation", subjectId: id, detail: cancelled });
  });
}
