import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { freshnessDays, staleBefore } from "@/lib/inventory/freshness";
import { decodeCursor } from "./cursor";
import { toIso, toTeamRef } from "./present";
import { type ServiceListAnswer, selectServices } from "./queries/services";
import { inSnapshot } from "./queries/snapshot";
import { likeLiteral, toPage } from "./read-page";
import { type ListServices, listServicesSchema, type ServiceList, type ServiceStatus, serviceStatuses } from "./schemas";

/** One page of the services with owner, freshness and size. Throws `invalid` for a cursor of another list. */
export async function listServices({ ctx, input }: Verb<z.input<typeof listServicesSchema>>): Promise<ServiceList> {
  requireScope(ctx, "inventory:read");
  const { q, team, status, sort, limit, cursor } = listServicesSchema.parse(input);
  const place = decodeCursor(cursor, z.tuple([z.literal(sort), sortKeyOf(sort), z.string()]));
  const text = q?.trim().toLowerCase();
  const answer = await inSnapshot((client) =>
    selectServices(client, {
      pattern: text ? `%${likeLiteral(text)}%` : null,
      teams: team ?? null,
      statuses: status ?? null,
      staleBefore: staleBefore(new Date()),
      sort,
      limit,
      after: place && { key: sort.endsWith("lastBuild") ? timeOf(place[1]) : place[1], slug: place[2] },
    }),
  );
  const { page, nextCursor } = toPage(answer.rows, limit, (row) => [sort, row.key ?? never, row.slug]);
  const byStatus: Record<ServiceStatus, number> = { fresh: 0, stale: 0, incomplete: 0, no_sbom: 0, retired: 0 };
  for (const each of answer.byStatus) byStatus[each.status] = each.services;
  const shown: readonly ServiceStatus[] = status ?? serviceStatuses;
  const rows = shown.reduce((sum, each) => sum + byStatus[each], 0);
  return {
    data: page.map((row) => ({
      slug: row.slug,
      name: row.name,
      team: toTeamRef(row),
      tier: row.tier,
      status: row.status,
      retiredAt: toIso(row.retiredAt),
      artifacts: row.artifacts,
      components: row.components,
      lastBuiltAt: toIso(row.lastBuiltAt),
    })),
    meta: { limit, nextCursor, rows, byStatus, byTeam: answer.byTeam.map(toTeamCount), freshnessDays },
  };
}

function toTeamCount({ slug, name, contact, services }: ServiceListAnswer["byTeam"][number]): ServiceList["meta"]["byTeam"][number] {
  return { team: slug === null ? null : { slug, name: name ?? slug, contact }, services };
}

// The place of a service that was never built: before every time.
const never = "";

function timeOf(key: string | number): Date | "-infinity" {
  return key === never ? "-infinity" : new Date(key);
}

function sortKeyOf(sort: ListServices["sort"]): z.ZodType<string | number> {
  if (sort.endsWith("components")) return z.number().int();
  return sort.endsWith("lastBuild") ? z.union([z.literal(never), z.iso.datetime({ offset: true })]) : z.string();
}
