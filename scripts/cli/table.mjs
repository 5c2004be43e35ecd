/** Rows as lines in columns that line up; control characters, which could move a terminal's cursor, are replaced. */
export function tableOf(head, rows) {
  const cells = [head, ...rows].map((row) => row.map((cell) => String(cell ?? "").replaceAll(/[\p{Cc}\p{Cf}]/gu, "?")));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
}
