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
  return [...byVersion.values()].map((same) => (same.length === 1 && same[0]?.sides === null ? same[0] : mergeVersion(same)));
}

function mergeVersion(same: readonly Holding[]): Holding {
  const places = new Map<number, number>();
  const sides: number[] = [];
  const since: number[] = [];
  for (const holding of same) {
    holding.artifactIds.forEach((artifactId, i) => {
      const bits = holding.sides?.[i] ?? side.now;
      const ms = holding.sinceMs?.[i] ?? 0;
      const place = places.get(artifactId);
      if (place === undefined) {
        places.set(artifactId, sides.length);
        sides.push(bits);
        since.push(ms);
      } else {
        const earlier = sides[place] ?? 0;
        sides[place] = earlier | bits;
        if ((earlier & (side.now | side.production | side.elsewhere)) === 0) since[place] = Math.max(since[place] ?? 0, ms);
      }
    });
  }
  return {
    packageVersionId: same[0]?.packageVersionId ?? 0,
    artifactIds: Int32Array.from(places.keys()),
    sinceMs: Float64Array.from(since),
    sides: Uint8Array.from(sides),
  };
}

/** The holdings of which any of some sides is true. */
export function ofSides(holdings: readonly Holding[], wanted: number): Holding[] {
  if (wanted === all) return [...holdings];
  return holdings.flatMap((holding) => {
    const { artifactIds, sides, sinceMs } = holding;
    if (sides === null) return wanted & side.now ? [holding] : [];
    const kept = [...artifactIds.keys()].filter((i) => ((sides[i] ?? 0) & wanted) !== 0);
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
