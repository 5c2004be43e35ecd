import type { Holding } from "./hits";

/** What can be true of a presence, as bits: an answer with a window has several sides at once. */
export const side = { now: 1, during: 2, built: 4, production: 8, elsewhere: 16 } as const;

/** Which sides a question wants to see. `any` of them, or one. */
export const whens = ["any", "now", "during", "built", "production", "running"] as const;
export type When = (typeof whens)[number];

const all = side.now | side.during | side.built | side.production | side.elsewhere;

/** The sides that count for a choice, as bits. */
export const sidesOf: Record<When, number> = {
  any: all,
  now: side.now,
  during: side.during | side.built,
  built: side.built,
  production: side.production,
  running: side.production | side.elsewhere,
};

/**
 * Holdings of all sources as one: each artifact once for each version, with all of its sides. Its time is that of now or where it runs, else the last one, as a row shows
 * it. What is now or runs comes first; what says nothing of sides is now.
 */
export function mergeSides(sources: readonly (readonly Holding[])[]): Holding[] {
  const byVersion = new Map<number, Holding[]>();
  let room = 0;
  for (const holdings of sources) {
    for (const holding of holdings) {
      room += holding.artifactIds.length;
      const same = byVersion.get(holding.packageVersionId);
      if (same) same.push(holding);
      else byVersion.set(holding.packageVersionId, [holding]);
    }
  }
  const space = new MergeSpace(room, largestArtifact(sources));
  return Array.from(byVersion.values(), (same) => (same.length === 1 && same[0]?.sides === null ? same[0] : space.merge(same)));
}

function largestArtifact(sources: readonly (readonly Holding[])[]): number {
  let largest = 0;
  for (const holdings of sources) for (const { artifactIds } of holdings) for (const id of artifactIds) if (id > largest) largest = id;
  return largest;
}

/** Where merged columns are put, one after the other: arrays of its own for each of hundreds of versions cost more than the merging. */
class MergeSpace {
  readonly #ids: Int32Array;
  readonly #sides: Uint8Array;
  readonly #since: Float64Array;
  /** By artifact, all 0, and so again after each version: ids come from a sequence, and a table costs a fifth of a map. */
  readonly #placeOf: Int32Array;
  #end = 0;

  constructor(room: number, largest: number) {
    this.#ids = new Int32Array(room);
    this.#sides = new Uint8Array(room);
    this.#since = new Float64Array(room);
    this.#placeOf = new Int32Array(largest + 1);
  }

  merge(same: readonly Holding[]): Holding {
    const start = this.#end;
    for (const holding of same) this.#add(holding);
    const end = this.#end;
    for (let i = start; i < end; i++) this.#placeOf[this.#ids[i] ?? 0] = 0;
    return {
      packageVersionId: same[0]?.packageVersionId ?? 0,
      artifactIds: this.#ids.subarray(start, end),
      sinceMs: this.#since.subarray(start, end),
      sides: this.#sides.subarray(start, end),
    };
  }

  #add({ artifactIds, sides, sinceMs }: Holding): void {
    const [ids, bitsOf, since, placeOf] = [this.#ids, this.#sides, this.#since, this.#placeOf];
    let end = this.#end;
    for (let i = 0; i < artifactIds.length; i++) {
      const artifactId = artifactIds[i] ?? 0;
      const bits = sides === null ? side.now : (sides[i] ?? 0);
      const ms = sinceMs === null ? 0 : (sinceMs[i] ?? 0);
      const place = (placeOf[artifactId] ?? 0) - 1;
      if (place < 0) {
        ids[end] = artifactId;
        bitsOf[end] = bits;
        since[end] = ms;
        placeOf[artifactId] = ++end;
      } else {
        const earlier = bitsOf[place] ?? 0;
        bitsOf[place] = earlier | bits;
        if ((earlier & (side.now | side.production | side.elsewhere)) === 0) since[place] = Math.max(since[place] ?? 0, ms);
      }
    }
    this.#end = end;
  }
}

/** The holdings of which any of some sides is true. */
export function ofSides(holdings: readonly Holding[], wanted: number): Holding[] {
  if (wanted === all) return [...holdings];
  return holdings.flatMap((holding) => {
    const { sides } = holding;
    if (sides === null) return wanted & side.now ? [holding] : [];
    let count = 0;
    for (let i = 0; i < sides.length; i++) if (((sides[i] ?? 0) & wanted) !== 0) count++;
    if (count === 0) return [];
    return [count === sides.length ? holding : partOf(holding, sides, wanted, count)];
  });
}

function partOf({ packageVersionId, artifactIds, sinceMs }: Holding, sides: Uint8Array, wanted: number, count: number): Holding {
  const ids = new Int32Array(count);
  const bits = new Uint8Array(count);
  const since = sinceMs && new Float64Array(count);
  let size = 0;
  for (let i = 0; i < sides.length; i++) {
    const own = sides[i] ?? 0;
    if ((own & wanted) === 0) continue;
    ids[size] = artifactIds[i] ?? 0;
    bits[size] = own;
    if (since && sinceMs) since[size] = sinceMs[i] ?? 0;
    size++;
  }
  return { packageVersionId, artifactIds: ids, sinceMs: since, sides: bits };
}
