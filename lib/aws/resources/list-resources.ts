import type { ClientBase } from "pg";
import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor } from "@/lib/inventory/read/cursor";
import { inSnapshot } from "@/lib/inventory/read/queries/snapshot";
import { toPage } from "@/lib/inventory/read/read-page";
import { toResource } from "./present";
import { selectHints } from "./queries/hints";
import { countByWay, type ResourceRow, selectMapped, selectResourcePage, type WayCounts } from "./queries/list";
import { type AwsResourceAnswer, type ListResources, listResourcesSchema, type ResourceFilters, type ResourceList } from "./schemas";

/** Hints of one resource. */
const hintsMax = 5;

/** One page of AWS resources by name, with what they are, and what they may be where that is not known. Needs `inventory:read`; throws `invalid` for a cursor of another list. */
export async function listResources({ ctx, input }: Verb<ListResources>): Promise<ResourceList> {
  requireScope(ctx, "inventory:read");
  const filters = listResourcesSchema.parse(input);
  const place = decodeCursor(filters.cursor, z.tuple([z.number().int().positive().max(2_147_483_647)]));
  return inSnapshot(async (client) => {
    const rows = await selectResourcePage(client, filters, place?.[0] ?? null);
    const { page, nextCursor } = toPage(rows, filters.limit, ({ id }) => [id]);
    const counts = await countByWay(client, filters);
    const data = await withArtifacts(client, page);
    return { data, meta: { limit: filters.limit, nextCursor, rows: rowsOf(counts, filters.mapped), counts: { ...counts, weak: counts.tag + counts.name } } };
  });
}

async function withArtifacts(client: ClientBase, page: readonly ResourceRow[]): Promise<AwsResourceAnswer[]> {
  const mapped = await selectMapped(
    client,
    page.map(({ id }) => id),
  );
  const known = new Set(mapped.map(({ resourceId }) => resourceId));
  const hints = await selectHints(
    client,
    page.flatMap(({ id }) => (known.has(id) ? [] : [id])),
    hintsMax,
  );
  const of = <Row extends { resourceId: number }>(rows: readonly Row[], id: number) => rows.filter(({ resourceId }) => resourceId === id);
  return page.map((row) => toResource(row, of(mapped, row.id), of(hints, row.id)));
}

function rowsOf(counts: WayCounts, mapped: ResourceFilters["mapped"]): number {
  const states = new Set((mapped ?? Object.keys(counts)).flatMap((state) => (state === "weak" ? ["tag", "name"] : [state])));
  return Object.entries(counts).reduce((sum, [state, resources]) => sum + (states.has(state) ? resources : 0), 0);
}
