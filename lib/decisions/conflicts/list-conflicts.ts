import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor, inSnapshot, toPage } from "@/lib/inventory/read";
import { purlOf } from "@/lib/purl";
import { selectConflicts } from "./queries/conflicts";
import { type ConflictList, type ListConflicts, listConflictsSchema } from "./schemas";

/** What decisions contradict each other in: they stand, and say different things of the same open finding, whichever of them counts. */
export async function listConflicts({ ctx, input }: Verb<ListConflicts>): Promise<ConflictList> {
  requireScope(ctx, "inventory:read");
  const { limit, cursor } = listConflictsSchema.parse(input);
  const int = z.number().int();
  const [findings, vulnerabilityId, packageId] = decodeCursor(cursor, z.tuple([int, int, int])) ?? [];
  const after = findings === undefined || vulnerabilityId === undefined || packageId === undefined ? null : { findings, vulnerabilityId, packageId };
  const rows = await inSnapshot((client) => selectConflicts(client, new Date(), after, limit + 1));
  const { page, nextCursor } = toPage(rows, limit, (row) => [row.findings, row.vulnerabilityId, row.packageId]);
  return {
    data: page.map(({ id, severity, kind, ecosystem, name, findings, services, decisions }) => ({
      vulnerability: { id, severity, kind },
      package: { ecosystem, name, purl: purlOf({ ecosystem, name, version: "", release: "" }) },
      findings,
      services,
      decisions,
    })),
    meta: { limit, nextCursor, rows: rows[0]?.rows ?? 0 },
  };
}
