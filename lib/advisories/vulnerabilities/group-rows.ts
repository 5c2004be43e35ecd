/** Rows by the vulnerability that they belong to, each in its order. */
export function byVulnerability<Row extends { rowId: number }>(rows: readonly Row[]): ReadonlyMap<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const some = groups.get(row.rowId);
    if (some) some.push(row);
    else groups.set(row.rowId, [row]);
  }
  return groups;
}
