import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { environmentOf } from "@/lib/inventory/deployments/environment";
import { decodeCursor } from "./cursor";
import { serviceNotFound } from "./get-service";
import { type BuildListRow, countBuilds, selectBuilds } from "./queries/builds";
import { selectArtifactIds } from "./queries/components";
import { inSnapshot } from "./queries/snapshot";
import { toPage } from "./read-page";
import { type BuildList, type BuildRow, listServiceBuildsSchema } from "./schemas";

/** One page of the builds of a service, last built first. Throws `not_found`, or `invalid` for a cursor of another list. */
export async function listServiceBuilds({ ctx, input }: Verb<z.input<typeof listServiceBuildsSchema>>): Promise<BuildList> {
  requireScope(ctx, "inventory:read");
  const { slug, artifactId, limit, cursor } = listServiceBuildsSchema.parse(input);
  const place = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.int32(), z.int32()]));
  return inSnapshot(async (client) => {
    const artifactIds = await selectArtifactIds(client, slug, artifactId ?? null);
    if (artifactIds === null) throw serviceNotFound(slug);
    const rows = await selectBuilds(client, { artifactIds, limit, before: place && { builtAt: new Date(place[0]), artifactId: place[1], seq: place[2] } });
    const { page, nextCursor } = toPage(rows, limit, (row) => [row.builtAt.toISOString(), row.artifactId, row.seq]);
    return { data: page.map(toBuildRow), meta: { limit, nextCursor, rows: await countBuilds(client, artifactIds) } };
  });
}

export function toBuildRow(row: BuildListRow): BuildRow {
  return {
    artifact: { id: row.artifactId, kind: row.kind, name: row.artifactName, ref: row.ref },
    seq: row.seq,
    version: row.version,
    commit: row.commit,
    runUrl: row.runUrl,
    digests: row.digests,
    builtAt: row.builtAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    isHead: row.isHead,
    runningIn: row.runningIn.map(environmentOf),
    components: row.components,
    incomplete: row.incomplete,
    opened: row.opened,
    closed: row.closed,
    documentSha256: row.documentSha256,
    uploadId: row.uploadId,
  };
}
