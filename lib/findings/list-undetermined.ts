import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor, inSnapshot, toPage } from "@/lib/inventory/read";
import { toHeld } from "./present";
import { selectDetails } from "./queries/details";
import { countUndetermined, selectUndetermined, type UndeterminedRow } from "./queries/undetermined";
import { readFilters } from "./read-filters";
import { priorityShape } from "./read-page";
import { listUndeterminedSchema, type UndeterminedList } from "./schemas";

/** One page of what is held now and cannot be judged by a vulnerability of its package, with the reason. It is neither a finding nor clean. */
export async function listUndetermined({ ctx, input }: Verb<z.input<typeof listUndeterminedSchema>>): Promise<UndeterminedList> {
  requireScope(ctx, "inventory:read");
  const { limit, cursor, ...given } = listUndeterminedSchema.parse(input);
  const after = decodeCursor(cursor, z.tuple([...priorityShape, z.int32(), z.int32(), z.int32()]));
  return inSnapshot(async (client) => {
    const filters = await readFilters(client, ctx, given);
    const rows = await selectUndetermined(client, filters, { limit: limit + 1, after: after && toPlace(after) });
    const byReason = { version_unorderable: 0, version_missing: 0, release_unknown: 0 };
    for (const group of await countUndetermined(client, filters)) byReason[group.reason] = group.rows;
    const { page, nextCursor } = toPage(rows, limit, placeOf);
    const details = await selectDetails(client, page);
    return {
      data: page.flatMap((row, place) => {
        const detail = details[place];
        return detail ? [{ ...toHeld(row, detail), reason: row.reason }] : [];
      }),
      meta: { limit, nextCursor, rows: byReason.version_unorderable + byReason.version_missing + byReason.release_unknown, byReason },
    };
  });
}

type Place = readonly [number, number, number, number, number, number, number, number];

function placeOf({ live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId }: UndeterminedRow): Place {
  return [live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId];
}

function toPlace([live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId]: Place) {
  return { live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId };
}
