/**
 * A row of an answer with the direct dependencies that bring it, by package id; none: the SBOM has no graph that says. `isPartial`: there may be more
 * of them than are known.
 */
export type CausedRow = { service: number; causes: readonly number[]; isPartial?: boolean };

/** One direct dependency to bump. */
export type Upgrade = {
  packageId: number;
  /** Rows and services that it has a part in. */
  rows: number;
  services: number;
  /** Services that need nothing but this. */
  clearsAlone: number;
  /** Services that need nothing but this and the ones before it. */
  clearedSoFar: number;
};
/** `services` are all that have a row. */
export type ChosenUpgrades = { upgrades: Upgrade[]; services: number; unexplainedRows: number; partlyExplainedRows: number };

/**
 * The few direct dependencies that explain most rows, in the order in which bumping them clears most services: greedy, each time the one that
 * clears most of what is left, and of equal ones the one that has a part in most. A service with a row that nothing explains, or not all of which is
 * explained, is never cleared.
 */
export function chooseUpgrades(rows: Iterable<CausedRow>, upgradesMax: number): ChosenUpgrades {
  const left = new Map<number, Set<number>>();
  const totals = new Map<number, { rows: number; services: Set<number> }>();
  const stuck = new Set<number>();
  let unexplainedRows = 0;
  let partlyExplainedRows = 0;
  for (const { service, causes, isPartial = false } of rows) {
    const needs = left.get(service) ?? new Set();
    left.set(service, needs);
    if (causes.length === 0) {
      unexplainedRows += 1;
      stuck.add(service);
    }
    if (isPartial) {
      partlyExplainedRows += 1;
      stuck.add(service);
    }
    for (const cause of causes) {
      needs.add(cause);
      const total = totals.get(cause) ?? { rows: 0, services: new Set() };
      total.rows += 1;
      total.services.add(service);
      totals.set(cause, total);
    }
  }
  const services = left.size;
  const aloneOf = clearedBy(left, stuck);
  const upgrades: Upgrade[] = [];
  let clearedSoFar = 0;
  while (upgrades.length < upgradesMax) {
    const packageId = best(clearedBy(left, stuck), left);
    if (packageId === null) break;
    for (const [service, needs] of left) {
      if (!needs.delete(packageId) || needs.size > 0) continue;
      left.delete(service);
      if (!stuck.has(service)) clearedSoFar += 1;
    }
    const total = totals.get(packageId);
    upgrades.push({ packageId, rows: total?.rows ?? 0, services: total?.services.size ?? 0, clearsAlone: aloneOf.get(packageId) ?? 0, clearedSoFar });
  }
  return { upgrades, services, unexplainedRows, partlyExplainedRows };
}

/** How many services need only one more thing, by that thing. */
function clearedBy(left: ReadonlyMap<number, ReadonlySet<number>>, stuck: ReadonlySet<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [service, needs] of left) {
    const [only] = needs;
    if (needs.size === 1 && only !== undefined && !stuck.has(service)) counts.set(only, (counts.get(only) ?? 0) + 1);
  }
  return counts;
}

function best(clears: ReadonlyMap<number, number>, left: ReadonlyMap<number, ReadonlySet<number>>): number | null {
  const parts = new Map<number, number>();
  for (const needs of left.values()) for (const cause of needs) parts.set(cause, (parts.get(cause) ?? 0) + 1);
  const order = [...parts].sort(([a, partsA], [b, partsB]) => (clears.get(b) ?? 0) - (clears.get(a) ?? 0) || partsB - partsA || a - b);
  return order[0]?.[0] ?? null;
}
