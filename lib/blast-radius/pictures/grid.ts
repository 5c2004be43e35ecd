import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { teamRefSchema } from "@/lib/inventory/read/schemas";
import { askInSnapshot } from "../ask-in-snapshot";
import { refOf, verdictOf } from "../counts-of";
import type { FoundHits } from "../find-hits";
import { questionFields, verdictSchema } from "../schemas";
import { compareText } from "../text-order";

/** Services that one team of the grid names; the rest are counted. */
export const cellsMax = 300;

const cellSchema = z.object({ service: z.string(), state: z.enum(["affected", "unknown"]), rows: z.number().int() });
const teamCellsSchema = z.object({
  team: teamRefSchema.nullable(),
  ...verdictSchema.shape,
  /** Affected services first, those with the most rows before others; then unknown ones. Clean ones are only counted. */
  services: z.array(cellSchema),
});
export const teamGridSchema = z.object({ verdict: verdictSchema, data: z.array(teamCellsSchema) });
export type TeamGrid = z.infer<typeof teamGridSchema>;
type TeamCells = TeamGrid["data"][number];

/** Team by service: how each team stands, the most affected first. Throws as the question does. */
export async function teamGrid({ ctx, input }: Verb<z.input<typeof questionFields>>): Promise<TeamGrid> {
  requireScope(ctx, "inventory:read");
  return askInSnapshot(questionFields.parse(input), true, async ({ found }) => ({ verdict: verdictOf(found), data: teamsOf(found) }));
}

function teamsOf({ fleet, counts, unknown, teams, retiredIds }: FoundHits): TeamCells[] {
  const cells = new Map<number | null, TeamCells>();
  const leftOut = new Set(retiredIds);
  const unknownIds = new Set(unknown.map(({ id }) => id));
  fleet.services.forEach(({ id, slug, teamId }, place) => {
    const rows = counts.rowsOf[place] ?? 0;
    if (rows === 0 && leftOut.has(id)) return;
    const of = cells.get(teamId) ?? { team: refOf(teamId === null ? undefined : teams.get(teamId)), affected: 0, clean: 0, unknown: 0, services: [] };
    cells.set(teamId, of);
    const state = rows > 0 ? "affected" : unknownIds.has(id) ? "unknown" : "clean";
    of[state] += 1;
    if (state !== "clean") of.services.push({ service: slug, state, rows });
  });
  const sorted = [...cells.values()].sort((a, b) => b.affected - a.affected || b.unknown - a.unknown || compareText(a.team?.slug ?? "~", b.team?.slug ?? "~"));
  return sorted.map((of) => ({ ...of, services: of.services.sort((a, b) => b.rows - a.rows || compareText(a.service, b.service)).slice(0, cellsMax) }));
}
