const clocksDifferMs = 86_400_000;

/** True for a time further ahead of now than clocks differ. It is a mistake, and must not make what is modified later look older. */
export function isAheadOfTime(ms: number, nowMs: number): boolean {
  return ms > nowMs + clocksDifferMs;
}
