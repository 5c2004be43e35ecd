import type { PoolClient } from "pg";
import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { priorityShape } from "@/lib/findings/read-page";
import { decodeCursor, inSnapshot, serviceNotFound, toPage } from "@/lib/inventory/read";
import { countGroups } from "./count-groups";
import { nameRows } from "./name-rows";
import { type JoinedFilters, type JoinedPlace, type JoinedRow, selectJoined } from "./queries/joined";
import { selectArtifactIds } from "./queries/service";
import { type ListServiceInspector, listServiceInspectorSchema, type ObservationList } from "./schemas";

/**
 * What OSV's advisories and Inspector say of a service, side by side: one page, malware and what is exploited first, with counts over all pages. Throws
 * `not_found`, and `invalid` for a cursor of another list.
 */
export async function listServiceInspector({ ctx, input }: Verb<z.input<typeof listServiceInspectorSchema>>): Promise<ObservationList> {
  requireScope(ctx, "inventory:read");
  const { slug, artifactId, limit, cursor, ...given } = listServiceInspectorSchema.parse(input);
  const filters = toFilters(given);
  const after = readPlace(cursor);
  return inSnapshot(async (client) => {
    const artifacts = await artifactsOf(client, slug, artifactId);
    const { groups, page: rows } = await selectJoined(client, artifacts, filters, { limit: limit + 1, after });
    const { page, nextCursor } = toPage(rows, limit, placeOf);
    return { data: await nameRows(client, page), meta: { limit, nextCursor, ...countGroups(groups, filters) } };
  });
}

export async function artifactsOf(client: PoolClient, slug: string, artifactId: number | undefined): Promise<number[]> {
  const ids = await selectArtifactIds(client, slug);
  if (ids === null) throw serviceNotFound(slug);
  return artifactId === undefined ? ids : ids.filter((id) => id === artifactId);
}

type Given = Pick<ListServiceInspector, "status" | "state" | "severity" | "kind" | "sbomGap" | "scanned">;

export function toFilters({ status, state, severity, kind, sbomGap, scanned }: Given): JoinedFilters {
  const asked = (value: string | undefined) => (value === undefined ? null : value === "true");
  return {
    statuses: status ?? null,
    states: state ?? null,
    severities: severity ?? null,
    kinds: kind ?? null,
    sbomGap: asked(sbomGap),
    scanned: asked(scanned),
  };
}

const placeShape = z.tuple([...priorityShape, z.int32(), z.int32(), z.int32()]);

function placeOf({ live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId }: JoinedRow): z.output<typeof placeShape> {
  return [live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId];
}

function readPlace(cursor: string | undefined): JoinedPlace | null {
  const place = decodeCursor(cursor, placeShape);
  if (place === null) return null;
  const [live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId] = place;
  return { live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId };
}
