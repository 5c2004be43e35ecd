/** `tier 1`; null: `no tier`. */
export function tierText(tier: number | null): string {
  return tier === null ? "no tier" : `tier ${tier}`;
}

/** What each tier is for, so that two people give the same one. */
export const tierHints: readonly (readonly [tier: number, hint: string])[] = [
  [1, "customers notice at once"],
  [2, "customers notice soon"],
  [3, "only we notice"],
  [4, "nobody waits for it"],
];
