/** Findings that close when all of some upgrades are made. */
export type Closing = { upgrades: readonly number[]; findings: number };

/** One upgrade in its place. */
export type Step = { upgrade: number; closedSoFar: number };

/**
 * The upgrades in the order in which they close most: greedy, each time the one that closes most of what is left, and of equal ones the one that has a part
 * in most of it, and then the one with the smaller number. Upgrades are numbered from 0 below `upgradeCount`. Those that close nothing are left out.
 * Of the others the first `stepsMax`, and how many there are.
 */
export function orderUpgrades(closings: Iterable<Closing>, upgradeCount: number, stepsMax: number): { steps: Step[]; upgrades: number } {
  const left = merged(closings);
  const gains = new Float64Array(upgradeCount);
  const parts = new Float64Array(upgradeCount);
  const closingsOf = new Map<number, typeof left>();
  for (const closing of left) {
    for (const upgrade of closing.upgrades) {
      parts[upgrade] = (parts[upgrade] ?? 0) + closing.findings;
      const of = closingsOf.get(upgrade);
      if (of) of.push(closing);
      else closingsOf.set(upgrade, [closing]);
    }
    credit(gains, closing, closing.findings);
  }
  const candidates = new Set([...closingsOf.keys()].sort((a, b) => a - b));
  const upgrades = candidates.size;
  const steps: Step[] = [];
  let closedSoFar = 0;
  while (candidates.size > 0 && steps.length < stepsMax) {
    const upgrade = best(candidates, gains, parts);
    candidates.delete(upgrade);
    closedSoFar += gains[upgrade] ?? 0;
    steps.push({ upgrade, closedSoFar });
    for (const closing of closingsOf.get(upgrade) ?? []) {
      parts[upgrade] = (parts[upgrade] ?? 0) - closing.findings;
      closing.upgrades.delete(upgrade);
      credit(gains, closing, closing.findings);
    }
  }
  return { steps, upgrades };
}

type Left = { upgrades: Set<number>; findings: number };

/** What needs the same upgrades as one. */
function merged(closings: Iterable<Closing>): Left[] {
  const byUpgrades = new Map<number | string, Left>();
  for (const { upgrades, findings } of closings) {
    if (findings === 0 || upgrades.length === 0) continue;
    const key = keyOf(upgrades);
    const same = byUpgrades.get(key);
    if (same) same.findings += findings;
    else byUpgrades.set(key, { upgrades: new Set(upgrades), findings });
  }
  return [...byUpgrades.values()];
}

/** A number for one and for two, of which there are most. */
function keyOf(upgrades: readonly number[]): number | string {
  const [first = 0, second = 0] = upgrades;
  if (upgrades.length === 1) return first;
  if (upgrades.length === 2) return (Math.min(first, second) + 1) * 2 ** 26 + Math.max(first, second);
  return [...upgrades].sort((a, b) => a - b).join();
}

/** To the one upgrade that is still missing, if it is one. */
function credit(gains: Float64Array, { upgrades }: Left, findings: number): void {
  if (upgrades.size !== 1) return;
  for (const only of upgrades) gains[only] = (gains[only] ?? 0) + findings;
}

function best(candidates: ReadonlySet<number>, gains: Float64Array, parts: Float64Array): number {
  let found = -1;
  for (const upgrade of candidates) {
    const order = found < 0 ? 1 : (gains[upgrade] ?? 0) - (gains[found] ?? 0) || (parts[upgrade] ?? 0) - (parts[found] ?? 0);
    if (order > 0) found = upgrade;
  }
  return found;
}
