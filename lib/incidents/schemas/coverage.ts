type Verdict = { affected: number; unknown: number; clean: number };

/**
 * Of how many services that are asked about an answer is known, e.g. `3 of 4 services judged (75 %)`; null without services. Rounded down: all is only
 * said of all.
 */
export function coverageText({ affected, unknown, clean }: Verdict): string | null {
  const judged = affected + clean;
  const all = judged + unknown;
  if (all === 0) return null;
  const shown = (value: number) => value.toLocaleString("en");
  return `${shown(judged)} of ${shown(all)} ${all === 1 ? "service" : "services"} judged (${Math.floor((1_000 * judged) / all) / 10} %)`;
}
