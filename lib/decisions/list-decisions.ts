import type { ClientBase } from "pg";
import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor, inSnapshot, serviceNotFound, toPage } from "@/lib/inventory/read";
import { identifyPurl } from "@/lib/purl";
import { countDecisions, type DecisionFilters, selectDecisions } from "./queries/rows";
import { selectIdsOfSlugs, selectNames, selectPackageIds, selectVulnerabilities } from "./queries/targets";
import { presentRows } from "./read-rows";
import { type DecisionList, type ListDecisions, listDecisionsSchema } from "./schemas";

/** One page of decisions, the latest first, and how many there are of each phase. Throws `not_found` for a service that there is not. */
export async function listDecisions({ ctx, input }: Verb<ListDecisions>): Promise<DecisionList> {
  requireScope(ctx, "inventory:read");
  const { limit, cursor, ...given } = listDecisionsSchema.parse(input);
  const [madeAt, id] = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()])) ?? [];
  return inSnapshot(async (client) => {
    const at = new Date();
    const filters = await readFilters(client, given);
    const after = madeAt === undefined || id === undefined ? null : { madeAt: new Date(madeAt), id };
    const rows = await selectDecisions(client, filters, { at, limit: limit + 1, after });
    const { page, nextCursor } = toPage(rows, limit, (row) => [row.madeAt.toISOString(), row.id]);
    return { data: await presentRows(client, ctx, page), meta: { limit, nextCursor, ...(await countDecisions(client, filters, at)) } };
  });
}

type Given = Omit<z.output<typeof listDecisionsSchema>, "limit" | "cursor">;

/** What is not known narrows to nothing, as an id that no advisory has; but for a service, which is asked for by its page. */
async function readFilters(client: ClientBase, { phase, vulnerability, package: purl, service, status, origin }: Given): Promise<DecisionFilters> {
  const serviceId = service === undefined ? null : ((await selectIdsOfSlugs(client, "service", [service])).get(service) ?? null);
  if (service !== undefined && serviceId === null) throw serviceNotFound(service);
  return {
    phase: phase === "all" ? null : phase,
    names: vulnerability === undefined ? null : await namesOf(client, vulnerability.trim().toUpperCase()),
    packageId: purl === undefined ? null : await packageOf(client, purl),
    serviceId,
    statuses: status ?? null,
    origins: origin ?? null,
  };
}

async function namesOf(client: ClientBase, name: string): Promise<string[]> {
  const id = (await selectVulnerabilities(client, [name])).get(name);
  return (id === undefined ? undefined : (await selectNames(client, [id])).get(id)) ?? [name];
}

/** No package has the number 0. */
async function packageOf(client: ClientBase, purl: string): Promise<number> {
  const identity = identifyPurl(purl)?.identity;
  if (!identity) return 0;
  return (await selectPackageIds(client, [identity])).get(`${identity.ecosystem} ${identity.name}`) ?? 0;
}
