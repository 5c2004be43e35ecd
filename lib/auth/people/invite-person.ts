import { recordAudit } from "@/lib/audit";
import type { Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { issueLink } from "./issue-link";
import { lockPeople, selectPersonByEmail } from "./queries";
import { requireRightsOver } from "./refusals";
import { type InvitePerson, type IssuedInvitation, invitePersonSchema } from "./schemas";

/**
 * A one-time link, valid for seven days, by which somebody becomes a user with this role; an earlier one for the address stops working. Needs
 * `settings:write`. Throws `conflict` (`person_exists`) where a user has the address.
 */
export async function invitePerson({ ctx, input }: Verb<InvitePerson>): Promise<IssuedInvitation> {
  const invited = invitePersonSchema.parse(input);
  requireRightsOver(ctx, invited.role);
  const now = new Date();
  return inTransaction(async (client) => {
    await lockPeople(client);
    const person = await selectPersonByEmail(client, invited.email);
    if (person !== null) {
      const errors = [{ pointer: "/email", detail: "Taken", code: "taken" }];
      throw new WhereinError("conflict", `${person.name} has this e-mail address${person.disabledAt ? ", and is disabled" : ""}.`, {
        reason: "person_exists",
        errors,
      });
    }
    const issued = await issueLink(client, ctx, { ...invited, purpose: "join" }, now);
    const { id, email, name, role, expiresAt } = issued;
    await recordAudit(client, ctx, { action: "invitation.created", subjectKind: "invitation", subjectId: id, detail: { email, name, role, expiresAt } }, now);
    return issued;
  });
}
