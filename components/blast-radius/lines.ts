import { rowKey } from "@/components/blast-radius/view";
import type { AffectedRow, BlastRadius } from "@/lib/blast-radius/schemas";

type Team = AffectedRow["team"];
/** What the table's body is made of. `position` is the row's number in the whole table, the head being 1. */
export type Line =
  | { kind: "group"; key: string; position: number; team: Team; services: number }
  | { kind: "row"; key: string; position: number; row: AffectedRow };

/** Rows, with a line before each team when they are grouped. */
export function linesOf(answer: BlastRadius, grouped: boolean): Line[] {
  const servicesOf = new Map(answer.groups.map((group) => [group.team?.slug ?? null, group.services]));
  const lines: Line[] = [];
  let before: string | null | undefined;
  for (const row of answer.data) {
    const slug = row.team?.slug ?? null;
    if (grouped && slug !== before) {
      lines.push({ kind: "group", key: `team:${slug}:${lines.length}`, position: lines.length + 2, team: row.team, services: servicesOf.get(slug) ?? 0 });
      before = slug;
    }
    lines.push({ kind: "row", key: rowKey(row), position: lines.length + 2, row });
  }
  return lines;
}
