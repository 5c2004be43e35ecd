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
  for (const holding of sources.flat()) {
    const same = byVersion.get(holding.packageVersionId);
    if (same) same.push(holding);
    else byVersion.set(holding.packageVersionId, [holding]);
  }
  const placeOf = new Int32Array(largestArtifact(sources) + 1);
  return [...byVersion.values()].map((same) => (same.length === 1 && same[0]?.sides === null ? same[0] : mergeVersion(same, placeOf)));
}

function largestArtifact(sources: readonly (readonly Holding[])[]): number {
  let largest = 0;
  for (const holdings of sources) for (const { artifactIds } of holdings) for (const id of artifactIds) if (id > largest) largest = id;
  return largest;
}

/** @param placeOf by artifact, all 0, and so again afterwards: ids come from a sequence, and a table costs a fifth of a map */
function mergeVersion(same: readonly Holding[], placeOf: Int32Array): Holding {
  const room = same.reduce((sum, { artifactIds }) => sum + artifactIds.length, 0);
  const ids = new Int32Array(room);
  const sides = new Uint8Array(room);
  const since = new Float64Array(room);
  let size = 0;
  for (const holding of same) {
    for (let i = 0; i < holding.artifactIds.length; i++) {
      const artifactId = holding.artifactIds[i] ?? 0;
      const bits = holding.sides?.[i] ?? side.now;
      const ms = holding.sinceMs?.[i] ?? 0;
      const place = (placeOf[artifactId] ?? 0) - 1;
      if (place < 0) {
        ids[size] = artifactId;
        sides[size] = bits;
        since[size] = ms;
        placeOf[artifactId] = ++size;
      } else {
        const earlier = sides[place] ?? 0;
        sides[place] = earlier | bits;
        if ((earlier & (side.now | side.production | side.elsewhere)) === 0) since[place] = Math.max(since[place] ?? 0, ms);
      }
    }
  }
  for (let i = 0; i < size; i++) placeOf[ids[i] ?? 0] = 0;
  return {
    packageVersionId: same[0]?.packageVersionId ?? 0,
    artifactIds: ids.subarray(0, size),
    sinceMs: since.subarray(0, size),
    sides: sides.subarray(0, size),
  };
}

/** The holdings of which any of some sides is true. */
export function ofSides(holdings: readonly Holding[], wanted: number): Holding[] {
  if (wanted === all) return [...holdings];
  return holdings.flatMap((holding) => {
    const { artifactIds, sides, sinceMs } = holding;
    if (sides === null) return wanted & side.now ? [holding] : [];
    const kept: number[] = [];
    for (let i = 0; i < sides.length; i++) if (((sides[i] ?? 0) & wanted) !== 0) kept.push(i);
    if (kept.length === 0) return [];
    if (kept.length === artifactIds.length) return [holding];
    return [
      {
        ...holding,
        artifactIds: Int32Array.from(kept, (i) => artifactIds[i] ?? 0),
        sides: Uint8Array.from(kept, (i) => sides[i] ?? 0),
        sinceMs: sinceMs && Float64Array.from(kept, (i) => sinceMs[i] ?? 0),
      },
    ];
  });
}
