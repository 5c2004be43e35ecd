import { z } from "zod";
import { selectIdOfName } from "@/lib/advisories/vulnerabilities/queries/facts";
import { vulnerabilityNotFound } from "@/lib/advisories/vulnerabilities/vulnerability-not-found";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor, inSnapshot, toPage } from "@/lib/inventory/read";
import { toObservedResource } from "./name-rows";
import { type BehindRow, selectFindingsBehind } from "./queries/findings";
import { type InspectorFindingList, type InspectorFindingView, listInspectorFindingsSchema } from "./schemas";

/** One page of Inspector's findings behind a row, those that are reported now first. Throws `not_found` for an id that no advisory has. */
export async function listInspectorFindings({ ctx, input }: Verb<z.input<typeof listInspectorFindingsSchema>>): Promise<InspectorFindingList> {
  requireScope(ctx, "inventory:read");
  const { artifactId, packageVersionId, vulnerability, limit, cursor } = listInspectorFindingsSchema.parse(input);
  const [after] = decodeCursor(cursor, z.tuple([z.int32().positive()])) ?? [0];
  return inSnapshot(async (client) => {
    const vulnerabilityId = await selectIdOfName(client, vulnerability.trim().toUpperCase());
    if (vulnerabilityId === null) throw vulnerabilityNotFound(vulnerability);
    const rows = await selectFindingsBehind(client, { artifactId, packageVersionId, vulnerabilityId }, { limit: limit + 1, after });
    const { page, nextCursor } = toPage(rows, limit, () => [after + limit]);
    return { data: page.map(toView), meta: { limit, nextCursor, rows: rows[0]?.total ?? 0 } };
  });
}

function toView(row: BehindRow): InspectorFindingView {
  const { id, arn, vulnerability, status, severity, score, title, fixAvailable, exploitAvailable, epss, source, packages } = row;
  const { key, type, account, region, name, digest, tags, scan, running, scanReason, mappedBy, buildSeq } = row;
  const { state: _, ...resource } = toObservedResource({ place: 0, total: 0, state: status, key, type, account, region, name, digest, tags, scan, running });
  return {
    ...{ id, arn, vulnerability, status, severity, score, title, fixAvailable, exploitAvailable, epss, source, packages },
    firstObservedAt: row.firstObservedAt.toISOString(),
    lastObservedAt: row.lastObservedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    resource: { ...resource, scanReason, scannedAt: row.scannedAt?.toISOString() ?? null, mappedBy, buildSeq },
  };
}
