import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { lockQueue, refreshOpenFindings } from "@/lib/findings/queue";
import { deleteTeamRow, lockTeam, releaseServices } from "./queries";
import { type DeleteTeam, teamPathSchema } from "./schemas";
import { teamNotFound } from "./team-not-found";

/** Deletes the team; its services stay, without an owner. Returns how many. Needs `inventory:write`; throws `not_found`. */
export async function deleteTeam({ ctx, input }: Verb<DeleteTeam>): Promise<{ services: number }> {
  requireScope(ctx, "inventory:write");
  const { slug } = teamPathSchema.parse(input);
  return inTransaction(async (client) => {
    await lockQueue(client);
    const team = await lockTeam(client, slug, "deletion");
    if (team === null) throw teamNotFound(slug);
    const released = await releaseServices(client, team.id);
    await deleteTeamRow(client, team.id);
    await refreshOpenFindings(client, { movedServiceIds: released }, new Date());
    const services = released.length;
    const detail = { name: team.name, contact: team.contact, ...(team.contacts && { contacts: team.contacts }), services };
    await recordAudit(client, ctx, { action: "team.deleted", subjectKind: "team", subjectId: slug, detail });
    return { services };
  });
}
