import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { decodeCursor } from "@/lib/inventory/read/cursor";
import { inSnapshot } from "@/lib/inventory/read/queries/snapshot";
import { toPage } from "@/lib/inventory/read/read-page";
import { toDeployment } from "./present";
import { countDeployments, selectArtifactIdsOf, selectDeploymentPage } from "./queries/rows";
import { type DeploymentList, type ListDeployments, listDeploymentsSchema } from "./schemas";

/** One page of deployments, last begun first. Needs `inventory:read`; throws `invalid` for a cursor of another list or a window without extent. */
export async function listDeployments({ ctx, input }: Verb<ListDeployments>): Promise<DeploymentList> {
  requireScope(ctx, "inventory:read");
  const { service, artifactId, environment, source, running, since, until, limit, cursor } = listDeploymentsSchema.parse(input);
  const window = { since: since === undefined ? null : new Date(since), until: until === undefined ? null : new Date(until) };
  if (window.since && window.until && window.since >= window.until) {
    const errors = [{ pointer: "?until", detail: "Must be after since", code: "too_early" }];
    throw new WhereinError("invalid", "The window ends before it begins.", { reason: "window_empty", errors });
  }
  const place = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()]));
  return inSnapshot(async (client) => {
    const ofService = service === undefined ? null : await selectArtifactIdsOf(client, service);
    const ofArtifact = artifactId === undefined ? ofService : (ofService ?? [artifactId]).filter((id) => id === artifactId);
    const query = {
      artifactIds: ofArtifact,
      environments: environment ?? null,
      sources: source ?? null,
      running: running === undefined ? null : running === "true",
      ...window,
    };
    const rows = await selectDeploymentPage(client, query, { limit, before: place && { from: new Date(place[0]), id: place[1] } });
    const { page, nextCursor } = toPage(rows, limit, (row) => [row.from.toISOString(), row.id]);
    return { data: page.map(toDeployment), meta: { limit, nextCursor, rows: await countDeployments(client, query) } };
  });
}
