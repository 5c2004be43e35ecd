import { visible } from "../../lib/text/visible.mjs";

/** Rows as lines in columns that line up, with hidden characters written out. */
export function tableOf(head, rows) {
  const cells = [head, ...rows].map((row) => row.map((cell) => visible(String(cell ?? ""))));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
}
