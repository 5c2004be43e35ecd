import type { GraphAnalysis } from "@/lib/sbom/model";
import type { ResolvedComponents } from "./dictionary";

/**
 * What one build says of its artifact, one entry per package version, ascending by package version id: columns, because
 * a head of a thousand objects costs more to keep and compare than the whole transaction.
 */
export type Facts = {
  packageVersionIds: Int32Array;
  direct: Uint8Array;
  depth: Int16Array;
  /** Index into `componentScopes`. */
  scope: Uint8Array;
  /** PostgreSQL array literal of ascending package ids, e.g. `{12,40}`: package ids, so that a bump does not ripple. */
  via: string[];
  /** The dictionary's id of the SHA-256 that the SBOM gives for it; 0: it gives none. */
  hashIds: Int32Array;
};

/** More places than a document has components, few enough that an id and a place are an exact number. */
const placesMax = 2 ** 21;

/** The facts of a composition. All inputs are in component order; the result is in package version order. */
export function toFacts({ packageVersionIds, packageIds, hashIds }: ResolvedComponents, scopes: Uint8Array, analysis: GraphAnalysis): Facts {
  const count = packageVersionIds.length;
  const order = ascending(packageVersionIds);
  const facts: Facts = {
    packageVersionIds: new Int32Array(count),
    direct: new Uint8Array(count),
    depth: new Int16Array(count),
    scope: new Uint8Array(count),
    via: new Array<string>(count),
    hashIds: new Int32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const component = order[i] ?? 0;
    facts.packageVersionIds[i] = packageVersionIds[component] ?? 0;
    facts.direct[i] = analysis.direct[component] ?? 0;
    facts.depth[i] = Math.min(analysis.depth[component] ?? 0, 32_767);
    facts.scope[i] = scopes[component] ?? 0;
    facts.via[i] = viaLiteral(analysis.via[component] ?? [], packageIds);
    facts.hashIds[i] = hashIds[component] ?? 0;
  }
  return facts;
}

/** Places of the ids, by ascending id. Both are one number while they are sorted: the engine sorts numbers several times faster than it calls a comparison. */
function ascending(ids: Int32Array): Uint32Array {
  const pairs = Float64Array.from(ids, (id, place) => id * placesMax + place).sort();
  return Uint32Array.from(pairs, (pair) => pair % placesMax);
}

function viaLiteral(indices: readonly number[], packageIds: Int32Array): string {
  if (indices.length === 0) return "{}";
  if (indices.length === 1) return `{${packageIds[indices[0] ?? 0]}}`;
  const ids: number[] = [];
  for (const index of indices) insertAscending(ids, packageIds[index] ?? 0);
  let literal = `{${ids[0]}`;
  for (let i = 1; i < ids.length; i++) literal += `,${ids[i]}`;
  return `${literal}}`;
}

/** There are a handful at most: a sort of the engine's, or a set, costs more. */
function insertAscending(ids: number[], id: number): void {
  let at = ids.length;
  while (at > 0 && (ids[at - 1] ?? 0) > id) at--;
  if (at > 0 && ids[at - 1] === id) return;
  for (let i = ids.length; i > at; i--) ids[i] = ids[i - 1] ?? 0;
  ids[at] = id;
}

/** The facts of the head build as stored, with where each presence began. */
export type HeadFacts = Facts & { fromSeq: Int32Array; fromAtMs: Float64Array };

/** One package version in two sets of facts, as indices into them. */
export type FactsPair = { head: number; next: number };
/** What must be written to move from one set of facts to the next; indices into `next` and `head`. What is `rehashed` is `updated` too. */
export type FactsDiff = { opened: number[]; closed: number[]; updated: FactsPair[]; rehashed: FactsPair[] };

/** Compares two fact sets in one pass over their ascending ids. */
export function diffFacts(head: HeadFacts, next: Facts): FactsDiff {
  const diff: FactsDiff = { opened: [], closed: [], updated: [], rehashed: [] };
  const { length: headLength } = head.packageVersionIds;
  const { length: nextLength } = next.packageVersionIds;
  let h = 0;
  let n = 0;
  while (h < headLength || n < nextLength) {
    const headId = h < headLength ? (head.packageVersionIds[h] ?? 0) : Number.POSITIVE_INFINITY;
    const nextId = n < nextLength ? (next.packageVersionIds[n] ?? 0) : Number.POSITIVE_INFINITY;
    if (headId < nextId) diff.closed.push(h++);
    else if (nextId < headId) diff.opened.push(n++);
    else {
      const isRehashed = head.hashIds[h] !== next.hashIds[n];
      if (isRehashed) diff.rehashed.push({ head: h, next: n });
      if (isRehashed || !sameAttributes(head, h, next, n)) diff.updated.push({ head: h, next: n });
      h++;
      n++;
    }
  }
  return diff;
}

function sameAttributes(head: Facts, h: number, next: Facts, n: number): boolean {
  return head.direct[h] === next.direct[n] && head.depth[h] === next.depth[n] && head.scope[h] === next.scope[n] && head.via[h] === next.via[n];
}

/** The head after the diff was written: unchanged presences keep their beginning, opened ones begin at `seq`. */
export function applyDiff(head: HeadFacts, next: Facts, diff: FactsDiff, seq: number, atMs: number): HeadFacts {
  const count = next.packageVersionIds.length;
  const fromSeq = new Int32Array(count);
  const fromAtMs = new Float64Array(count);
  const isOpened = new Uint8Array(count);
  for (const n of diff.opened) isOpened[n] = 1;
  let h = 0;
  for (let n = 0; n < count; n++) {
    if (isOpened[n]) {
      fromSeq[n] = seq;
      fromAtMs[n] = atMs;
      continue;
    }
    while (head.packageVersionIds[h] !== next.packageVersionIds[n]) h++;
    fromSeq[n] = head.fromSeq[h] ?? 0;
    fromAtMs[n] = head.fromAtMs[h] ?? 0;
  }
  return { ...next, fromSeq, fromAtMs };
}

/** The head of an artifact that has no build yet. */
export const emptyHead: HeadFacts = {
  packageVersionIds: new Int32Array(0),
  direct: new Uint8Array(0),
  depth: new Int16Array(0),
  scope: new Uint8Array(0),
  via: [],
  hashIds: new Int32Array(0),
  fromSeq: new Int32Array(0),
  fromAtMs: new Float64Array(0),
};
