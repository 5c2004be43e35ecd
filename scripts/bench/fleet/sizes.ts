/** How large the generated inventory is. Rows are met to within a thousandth. */
export type FleetSizes = {
  seed: number;
  artifacts: number;
  services: number;
  teams: number;
  packages: number;
  /** Presences of head builds. */
  current: number;
  /** Presences that ended. */
  past: number;
};

export const fullFleet: FleetSizes = { seed: 1, artifacts: 10_000, services: 9_700, teams: 50, packages: 60_000, current: 10_000_000, past: 6_000_000 };

/** Enough to run every part once: for tests. */
export const smallFleet: FleetSizes = { seed: 1, artifacts: 100, services: 95, teams: 5, packages: 4_000, current: 50_000, past: 15_000 };
