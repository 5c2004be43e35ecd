import type { Closings } from "./closings";
import type { NumberLists } from "./number-lists";

/** One upgrade in its place. */
export type Step = { upgrade: number; closedSoFar: number };

/**
 * The upgrades in the order in which they close most: greedy, each time the one that closes most of what is left, and of equal ones the one that has a part
 * in most of it, and then the one that `compare` puts first. Those that close nothing are left out. Of the others the first `stepsMax`, and how many
 * there are.
 */
export function orderUpgrades(
  { byItem, bySet }: Closings,
  itemSets: NumberLists,
  compare: (a: number, b: number) => number,
  stepsMax: number,
): { steps: Step[]; upgrades: number } {
  const { values, starts } = itemSets;
  const gains = Float64Array.from(byItem);
  const parts = Float64Array.from(byItem);
  const missing = new Int32Array(bySet.length);
  const credit = (set: number, made: Uint8Array) => {
    for (let i = starts[set] ?? 0; i < (starts[set + 1] ?? 0); i++) {
      const item = values[i] ?? 0;
      if (made[item] === 0) gains[item] = (gains[item] ?? 0) + (bySet[set] ?? 0);
    }
  };
  const made = new Uint8Array(byItem.length);
  for (let set = 0; set < bySet.length; set++) {
    const findings = bySet[set] ?? 0;
    if (findings === 0) continue;
    missing[set] = (starts[set + 1] ?? 0) - (starts[set] ?? 0);
    for (let i = starts[set] ?? 0; i < (starts[set + 1] ?? 0); i++) parts[values[i] ?? 0] = (parts[values[i] ?? 0] ?? 0) + findings;
    if (missing[set] === 1) credit(set, made);
  }
  const setsOf = setsByItem(bySet, itemSets, byItem.length);
  const candidates = [...parts.keys()].filter((item) => (parts[item] ?? 0) > 0);
  const upgrades = candidates.length;
  const steps: Step[] = [];
  let closedSoFar = 0;
  while (candidates.length > 0 && steps.length < stepsMax) {
    const upgrade = takeBest(candidates, gains, parts, compare);
    made[upgrade] = 1;
    closedSoFar += gains[upgrade] ?? 0;
    steps.push({ upgrade, closedSoFar });
    for (let i = setsOf.starts[upgrade] ?? 0; i < (setsOf.starts[upgrade + 1] ?? 0); i++) {
      const set = setsOf.sets[i] ?? 0;
      missing[set] = (missing[set] ?? 0) - 1;
      if (missing[set] === 1) credit(set, made);
    }
  }
  return { steps, upgrades };
}

/** Of each item the sets that it is in and that close something, one item after the other. */
function setsByItem(bySet: Float64Array, { values, starts }: NumberLists, itemCount: number): { starts: Int32Array; sets: Int32Array } {
  const ends = new Int32Array(itemCount + 1);
  for (let set = 0; set < bySet.length; set++) {
    if (bySet[set] === 0) continue;
    for (let i = starts[set] ?? 0; i < (starts[set + 1] ?? 0); i++) ends[(values[i] ?? 0) + 1] = (ends[(values[i] ?? 0) + 1] ?? 0) + 1;
  }
  for (let item = 0; item < itemCount; item++) ends[item + 1] = (ends[item + 1] ?? 0) + (ends[item] ?? 0);
  const next = Int32Array.from(ends);
  const sets = new Int32Array(ends[itemCount] ?? 0);
  for (let set = 0; set < bySet.length; set++) {
    if (bySet[set] === 0) continue;
    for (let i = starts[set] ?? 0; i < (starts[set + 1] ?? 0); i++) {
      const place = next[values[i] ?? 0] ?? 0;
      sets[place] = set;
      next[values[i] ?? 0] = place + 1;
    }
  }
  return { starts: ends, sets };
}

/** Takes the best one out of the candidates. */
function takeBest(candidates: number[], gains: Float64Array, parts: Float64Array, compare: (a: number, b: number) => number): number {
  let best = 0;
  for (let place = 1; place < candidates.length; place++) {
    const [found, upgrade] = [candidates[best] ?? 0, candidates[place] ?? 0];
    const order = (gains[upgrade] ?? 0) - (gains[found] ?? 0) || (parts[upgrade] ?? 0) - (parts[found] ?? 0) || compare(found, upgrade);
    if (order > 0) best = place;
  }
  const upgrade = candidates[best] ?? 0;
  candidates[best] = candidates[candidates.length - 1] ?? 0;
  candidates.pop();
  return upgrade;
}
