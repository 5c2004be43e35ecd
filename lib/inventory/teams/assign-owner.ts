import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { lockQueue, refreshOpenFindings } from "@/lib/findings/queue";
import { lockService, lockTeam, toTeam, updateOwner } from "./queries";
import { type AssignOwner, assignOwnerSchema, type Ownership } from "./schemas";
import { teamNotFound } from "./team-not-found";

/**
 * Gives the service to the team, or to nobody with null; what is so already changes nothing. The last of two wins, and the
 * audit says what each replaced. Needs `inventory:write`; throws `not_found` for a service or team that does not exist.
 */
export async function assignOwner({ ctx, input }: Verb<AssignOwner>): Promise<Ownership> {
  requireScope(ctx, "inventory:write");
  const { service: slug, team: teamSlug } = assignOwnerSchema.parse(input);
  return inTransaction(async (client) => {
    await lockQueue(client);
    const team = teamSlug === null ? null : await lockTeam(client, teamSlug, "use");
    if (teamSlug !== null && team === null) throw teamNotFound(teamSlug);
    const service = await lockService(client, slug);
    if (service === null) throw new WhereinError("not_found", `There is no service with the slug "${slug}".`, { reason: "service_not_found" });
    const answer = {
      service: { slug, name: service.name },
      team: team && toTeam(team),
    };
    if (service.teamId === (team?.id ?? null)) return answer;
    await updateOwner(client, service.id, team?.id ?? null);
    await refreshOpenFindings(client, { movedServiceIds: [service.id] }, new Date());
    const detail = { team: teamSlug, before: service.teamSlug };
    await recordAudit(client, ctx, { action: "service.owner_assigned", subjectKind: "service", subjectId: slug, detail });
    return answer;
  });
}
