/** Values, not negative, as they are come by, and those of others, for their percentiles. They are sorted once, when the first percentile is asked for. */
export class SortedValues {
  #values = new Int32Array(64);
  #count = 0;
  #isSorted = true;
  readonly #others: Int32Array[] = [];

  /** How many were added, without those of others. */
  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    if (this.#count === this.#values.length) {
      const longer = new Int32Array(this.#count * 2);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
    this.#isSorted = false;
  }

  /** Takes the values of others in, as they are now. */
  include(others: SortedValues | undefined): void {
    if (others) this.#others.push(...others.columns());
  }

  /** The values in columns, each of them ascending. */
  columns(): readonly Int32Array[] {
    const own = this.#values.subarray(0, this.#count);
    if (!this.#isSorted) own.sort();
    this.#isSorted = true;
    return own.length === 0 ? this.#others : [own, ...this.#others];
  }
}

/**
 * Percentiles by nearest rank: for each share the smallest value that at least this share of all values does not exceed; null: there are none.
 * Columns are ascending; they are never put together.
 */
export function percentilesOf(columns: readonly Int32Array[], shares: readonly number[]): { count: number; at: (number | null)[] } {
  const filled = columns.filter(({ length }) => length > 0);
  const count = filled.reduce((sum, { length }) => sum + length, 0);
  return { count, at: shares.map((share) => (count === 0 ? null : valueAt(filled, Math.max(1, Math.ceil(share * count))))) };
}

/** The smallest value that `rank` values do not exceed. */
function valueAt(columns: readonly Int32Array[], rank: number): number {
  const [only] = columns;
  if (only && columns.length === 1) return only[rank - 1] ?? 0;
  let low = columns.reduce((least, column) => Math.min(least, column[0] ?? 0), Number.POSITIVE_INFINITY);
  let high = columns.reduce((most, column) => Math.max(most, column[column.length - 1] ?? 0), 0);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (columns.reduce((sum, column) => sum + notAbove(column, middle), 0) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many values of an ascending column are this one or less. */
function notAbove(column: Int32Array, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
