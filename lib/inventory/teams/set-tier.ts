import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { lockQueue, refreshOpenFindings } from "@/lib/findings/queue";
import { lockServicesOfTeam, lockTeam, lockTieredService, type TieredServiceRow, updateTiers } from "./queries";
import { type SetTeamTier, type SetTier, setTeamTierSchema, setTierSchema, type TieredService } from "./schemas";
import { teamNotFound } from "./team-not-found";

/**
 * Gives the service a tier, or none with null, and its findings the due dates and ranks that follow; what is so already changes nothing. Needs
 * `settings:write`; throws `not_found`.
 */
export async function setTier({ ctx, input }: Verb<SetTier>): Promise<TieredService> {
  requireScope(ctx, "settings:write");
  const { service: slug, tier } = setTierSchema.parse(input);
  return inTransaction(async (client) => {
    await lockQueue(client);
    const service = await lockTieredService(client, slug);
    if (service === null) throw new WhereinError("not_found", `There is no service with the slug "${slug}".`, { reason: "service_not_found" });
    await store(client, ctx, [service], tier);
    return { service: { slug, name: service.name }, tier };
  });
}

/** The same for every service of the team; returns how many had another. Needs `settings:write`; throws `not_found`. */
export async function setTeamTier({ ctx, input }: Verb<SetTeamTier>): Promise<{ services: number }> {
  requireScope(ctx, "settings:write");
  const { team: slug, tier } = setTeamTierSchema.parse(input);
  return inTransaction(async (client) => {
    await lockQueue(client);
    const team = await lockTeam(client, slug, "use");
    if (team === null) throw teamNotFound(slug);
    return { services: await store(client, ctx, await lockServicesOfTeam(client, team.id), tier) };
  });
}

async function store(client: ClientBase, ctx: Context, services: readonly TieredServiceRow[], tier: number | null): Promise<number> {
  const others = services.filter((service) => service.tier !== tier);
  if (others.length === 0) return 0;
  const ids = others.map(({ id }) => id);
  await updateTiers(client, ids, tier);
  for (const { slug, tier: before } of others)
    await recordAudit(client, ctx, { action: "service.tier_set", subjectKind: "service", subjectId: slug, detail: { tier, before } });
  await refreshOpenFindings(client, { serviceIds: ids }, new Date());
  return others.length;
}
