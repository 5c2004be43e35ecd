import { schemeOf, versionKey } from "@/lib/versions";

/** What is compared of one version of a package. */
export type Versioned = { ecosystem: string; version: string };

/** How the second version stands to the first. `changed`: their order cannot be told, or they are equal in order and not in text. */
export type VersionStep = "upgraded" | "downgraded" | "changed";

type Ranked<T> = { item: T; key: Buffer | null };

const cellsMax = 250_000;

/**
 * Pairs versions of one package that only one side has with those that only the other has: as many as possible, none across
 * another, so that what is close in order belongs together (`1.0, 2.0` and `1.1, 2.1`). Going up is preferred to going down.
 */
export function pairVersions<T extends Versioned>(from: readonly T[], to: readonly T[]): { pairs: [T, T][]; onlyFrom: T[]; onlyTo: T[] } {
  if (from.length === 0 || to.length === 0) return { pairs: [], onlyFrom: [...from], onlyTo: [...to] };
  const before = ranked(from);
  const after = ranked(to);
  const pairs = closest(before, after).map(([i, j]): [T, T] => [(before[i] as Ranked<T>).item, (after[j] as Ranked<T>).item]);
  const paired = new Set(pairs.flat());
  return { pairs, onlyFrom: from.filter((item) => !paired.has(item)), onlyTo: to.filter((item) => !paired.has(item)) };
}

/** How a version of a package became another. */
export function versionStep(from: Versioned, to: Versioned): VersionStep {
  const a = keyOf(from);
  const b = keyOf(to);
  if (a === null || b === null) return "changed";
  const order = a.compare(b);
  return order < 0 ? "upgraded" : order > 0 ? "downgraded" : "changed";
}

function keyOf({ ecosystem, version }: Versioned): Buffer | null {
  const scheme = schemeOf(ecosystem);
  return scheme === null ? null : versionKey(scheme, version);
}

/** In the order of versions; those that have none come last, by text. */
function ranked<T extends Versioned>(items: readonly T[]): Ranked<T>[] {
  return items.map((item) => ({ item, key: keyOf(item) })).sort(inOrder);
}

function inOrder(a: Ranked<Versioned>, b: Ranked<Versioned>): number {
  if (a.key !== null && b.key !== null) return a.key.compare(b.key);
  if (a.key !== null || b.key !== null) return a.key === null ? 1 : -1;
  return a.item.version < b.item.version ? -1 : a.item.version > b.item.version ? 1 : 0;
}

/** Positions that belong together: every one of the shorter list, at the least sum of distances in the common order. */
function closest(before: readonly Ranked<Versioned>[], after: readonly Ranked<Versioned>[]): [number, number][] {
  const [few, many] = before.length <= after.length ? [before, after] : [after, before];
  const isTurned = few !== before;
  const pair = (short: number, long: number): [number, number] => (isTurned ? [long, short] : [short, long]);
  // A package with thousands of versions in one build is no real one; there, order alone must do.
  if (few.length === many.length || few.length * many.length > cellsMax) return few.map((_, i) => pair(i, i));
  const places = placesOf(before, after);
  const cost = (short: number, long: number) => {
    const [i, j] = pair(short, long);
    const distance = (places.after[j] as number) - (places.before[i] as number);
    return distance >= 0 ? distance * 2 : 1 - distance * 2;
  };
  return align(few.length, many.length, cost).map(([short, long]) => pair(short, long));
}

function placesOf(before: readonly Ranked<Versioned>[], after: readonly Ranked<Versioned>[]): { before: number[]; after: number[] } {
  const places = { before: new Array<number>(before.length), after: new Array<number>(after.length) };
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const left = before[i];
    const right = after[j];
    const isLeft = right === undefined || (left !== undefined && inOrder(left, right) <= 0);
    if (isLeft) places.before[i++] = i + j;
    else places.after[j++] = i + j;
  }
  return places;
}

/** The cheapest way to give each of `few` one of `many`, in order: dynamic programming over both lists. */
function align(few: number, many: number, cost: (short: number, long: number) => number): [number, number][] {
  const width = many + 1;
  const best = new Float64Array((few + 1) * width).fill(Number.POSITIVE_INFINITY);
  best.fill(0, 0, width);
  for (let s = 1; s <= few; s += 1) {
    for (let l = s; l <= many; l += 1) {
      const taken = (best[(s - 1) * width + l - 1] as number) + cost(s - 1, l - 1);
      best[s * width + l] = Math.min(best[s * width + l - 1] as number, taken);
    }
  }
  const pairs: [number, number][] = [];
  for (let s = few, l = many; s > 0; l -= 1) {
    if (best[s * width + l] === best[s * width + l - 1]) continue;
    s -= 1;
    pairs.push([s, l - 1]);
  }
  return pairs.reverse();
}
