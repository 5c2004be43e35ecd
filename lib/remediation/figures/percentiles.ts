/** The most cells of the first count, of values by group and size; there are no more of them than values. */
const cellsMax = 2 ** 20;
/** Values from here on, in minutes, are of one size: two years. */
const sizesBits = 20;

/** Values, not negative, with a group each, as they are come by; and their percentiles, for which they are never sorted. */
export class GroupedValues {
  private values = new Int32Array(1_024);
  private groups = new Uint16Array(1_024);
  private count = 0;

  add(value: number, group: number): void {
    if (this.count === this.values.length) this.grow();
    this.values[this.count] = value;
    this.groups[this.count] = group;
    this.count += 1;
  }

  /**
   * Percentiles by nearest rank: of each set of groups and each share the smallest value that at least this share of all values does not exceed; null: there are none.
   * Values are counted by size, and only those of the sizes in question are looked at one by one.
   */
  percentiles(sets: readonly (readonly number[])[], shares: readonly number[], groups: number): { count: number; at: (number | null)[] }[] {
    const bits = Math.max(6, Math.min(11, Math.floor(Math.log2(Math.min(cellsMax, this.count + 1) / groups))));
    const [sizes, shift] = [2 ** bits, sizesBits - bits];
    const sizeOf = (value: number) => Math.min(sizes - 1, value >> shift);
    const counts = new Int32Array(groups * sizes);
    for (let i = 0; i < this.count; i++) {
      const cell = (this.groups[i] ?? 0) * sizes + sizeOf(this.values[i] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    const places = sets.map((set) => ranksOf(set, shares, counts, sizes));
    const looked = new Uint8Array(groups * sizes);
    for (const [at, set] of sets.entries())
      for (const rank of places[at]?.ranks ?? []) if (rank) for (const group of set) looked[group * sizes + rank.size] = 1;
    const found = new Map<number, number[][]>();
    for (let i = 0; i < this.count; i++) {
      const cell = (this.groups[i] ?? 0) * sizes + sizeOf(this.values[i] ?? 0);
      if (looked[cell] === 0) continue;
      const values = found.get(cell)?.[0];
      if (values) values.push(this.values[i] ?? 0);
      else found.set(cell, [[this.values[i] ?? 0]]);
    }
    const seen = new Int32Array(2 ** shift);
    const valueAt = (set: readonly number[], { size, within }: Rank) => {
      const lists = set.flatMap((group) => found.get(group * sizes + size) ?? noValues);
      // The last size is of all that is longer.
      return size === sizes - 1 ? (Int32Array.from(lists.flat()).sort()[within] ?? null) : nthOf(lists, within, size << shift, seen);
    };
    return sets.map((set, at) => ({ count: places[at]?.count ?? 0, at: (places[at]?.ranks ?? []).map((rank) => rank && valueAt(set, rank)) }));
  }

  private grow(): void {
    const [values, groups] = [new Int32Array(this.count * 2), new Uint16Array(this.count * 2)];
    values.set(this.values);
    groups.set(this.groups);
    this.values = values;
    this.groups = groups;
  }
}

const noValues: number[][] = [];

/** The value at a place among values of one size, which differ by less than there are counters. */
function nthOf(lists: readonly number[][], within: number, base: number, counters: Int32Array): number | null {
  counters.fill(0);
  for (const values of lists) for (const value of values) counters[value - base] = (counters[value - base] ?? 0) + 1;
  let place = within;
  for (let at = 0; at < counters.length; at++) {
    if (place < (counters[at] ?? 0)) return base + at;
    place -= counters[at] ?? 0;
  }
  return null;
}

/** Of which size the value is, and its place among the values of that size. */
type Rank = { size: number; within: number };

function ranksOf(set: readonly number[], shares: readonly number[], counts: Int32Array, sizes: number): { count: number; ranks: (Rank | null)[] } {
  const bySize = new Int32Array(sizes);
  let count = 0;
  for (const group of set) {
    for (let size = 0; size < sizes; size++) {
      const each = counts[group * sizes + size] ?? 0;
      bySize[size] = (bySize[size] ?? 0) + each;
      count += each;
    }
  }
  return { count, ranks: shares.map((share) => (count === 0 ? null : rankAt(bySize, Math.max(1, Math.ceil(share * count)) - 1))) };
}

function rankAt(bySize: Int32Array, place: number): Rank {
  let within = place;
  let size = 0;
  for (; within >= (bySize[size] ?? 0); size++) within -= bySize[size] ?? 0;
  return { size, within };
}
