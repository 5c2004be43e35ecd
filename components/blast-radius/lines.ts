import { rowKey } from "@/components/blast-radius/view";
import type { AffectedRow, BlastRadius } from "@/lib/blast-radius/schemas";

type Team = AffectedRow["team"];
/** What the table's body is made of. `position` is the row's number in the whole table, the head being 1. */
export type Line =
  | { kind: "group"; key: string; position: number; team: Team; services: number; rows: number }
  | { kind: "row"; key: string; position: number; row: AffectedRow };

/** Rows, with a line before each team when they are grouped. */
export function linesOf(answer: BlastRadius, grouped: boolean): Line[] {
  const groupOf = new Map(answer.groups.map((group) => [group.team?.slug ?? null, group]));
  const lines: Line[] = [];
  let before: string | null | undefined;
  for (const row of answer.data) {
    const slug = row.team?.slug ?? null;
    if (grouped && slug !== before) {
      const { services = 0, rows = 0 } = groupOf.get(slug) ?? {};
      lines.push({ kind: "group", key: `team:${slug}:${lines.length}`, position: lines.length + 2, team: row.team, services, rows });
      before = slug;
    }
    lines.push({ kind: "row", key: rowKey(row), position: lines.length + 2, row });
  }
  return lines;
}

/** The group that a line is in: the last one at or before it; -1 where there is none. */
export function groupBefore(lines: readonly Line[], index: number): number {
  for (let at = Math.min(index, lines.length - 1); at >= 0; at--) if (lines[at]?.kind === "group") return at;
  return -1;
}
