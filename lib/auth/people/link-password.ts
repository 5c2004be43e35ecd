import { recordAudit } from "@/lib/audit";
import type { Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { issueLink } from "./issue-link";
import { lockPeople, selectPerson } from "./queries";
import { personDisabled, personNotFound, requireRightsOver } from "./refusals";
import { type IssuedInvitation, personIdSchema } from "./schemas";

/**
 * A one-time link, valid for a day, by which a user chooses a new password; an earlier one stops working, and the old password works until then. Needs
 * `settings:write`. Throws `not_found`, and `conflict` (`person_disabled`).
 */
export async function linkPassword({ ctx, input }: Verb<{ id: string }>): Promise<IssuedInvitation> {
  requireRightsOver(ctx, "member");
  const { id } = personIdSchema.parse(input);
  const now = new Date();
  return inTransaction(async (client) => {
    await lockPeople(client);
    const person = await selectPerson(client, id);
    if (person === null) throw personNotFound();
    requireRightsOver(ctx, person.role);
    if (person.disabledAt !== null) throw personDisabled(person.name);
    const { email, name, role } = person;
    const issued = await issueLink(client, ctx, { email, name, role, purpose: "password" }, now);
    await recordAudit(
      client,
      ctx,
      { action: "user.password_link_created", subjectKind: "user", subjectId: id, detail: { email, expiresAt: issued.expiresAt } },
      now,
    );
    return issued;
  });
}
