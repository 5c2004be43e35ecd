/** The lists of a comparison, the most alarming first. Free of code, so that pages can read it too. */
export const comparisonLists = ["otherHash", "newDirect", "added", "removed", "upgraded", "downgraded", "changed", "licenceChanged"] as const;
export type ComparisonList = (typeof comparisonLists)[number];
