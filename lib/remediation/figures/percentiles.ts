/** Values with a group each, as they are come by. */
export class GroupedValues {
  #values = new Int32Array(1_024);
  #groups = new Uint16Array(1_024);
  #count = 0;

  add(value: number, group: number): void {
    if (this.#count === this.#values.length) this.#grow();
    this.#values[this.#count] = value;
    this.#groups[this.#count] = group;
    this.#count += 1;
  }

  /** The values of each group, sorted. */
  sorted(groups: number): Int32Array[] {
    const sizes = new Int32Array(groups);
    for (let i = 0; i < this.#count; i++) sizes[this.#groups[i] ?? 0] = (sizes[this.#groups[i] ?? 0] ?? 0) + 1;
    const columns = Array.from(sizes, (size) => new Int32Array(size));
    sizes.fill(0);
    for (let i = 0; i < this.#count; i++) {
      const group = this.#groups[i] ?? 0;
      const column = columns[group];
      if (column) column[sizes[group] ?? 0] = this.#values[i] ?? 0;
      sizes[group] = (sizes[group] ?? 0) + 1;
    }
    for (const column of columns) column.sort();
    return columns;
  }

  #grow(): void {
    const [values, groups] = [new Int32Array(this.#count * 2), new Uint16Array(this.#count * 2)];
    values.set(this.#values);
    groups.set(this.#groups);
    this.#values = values;
    this.#groups = groups;
  }
}

/**
 * The percentile by nearest rank of all values in some sorted columns: the smallest value that at least `share` of them do not exceed; null: there are none.
 */
export function nearestRank(columns: readonly Int32Array[], share: number): number | null {
  const total = columns.reduce((sum, { length }) => sum + length, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(share * total));
  let low = Math.min(...columns.flatMap((column) => column[0] ?? []));
  let high = Math.max(...columns.flatMap((column) => column.at(-1) ?? []));
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    const below = columns.reduce((sum, column) => sum + countUpTo(column, middle), 0);
    if (below >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

function countUpTo(column: Int32Array, value: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
