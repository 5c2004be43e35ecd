/**
 * How a package version got into an artifact: it depends on it itself (`own`), or direct dependencies bring it (`brought`): more than are remembered
 * (`several`), or nobody says which (`unexplained`).
 */
export const causes = ["own", "brought", "several", "unexplained"] as const;
export type Cause = (typeof causes)[number];

/** A package version with the same findings for the same reason, in however many artifacts. */
export type FindingClass = {
  versionId: number;
  cause: Cause;
  /** Of `brought`: the package versions of the direct dependencies. */
  directIds: readonly number[];
  vulnerabilityIds: readonly number[];
};

/** How many numbers of a class follow each other in `columns`: its `held` list, the place of its cause, and its `directs` list, -1 for none. */
export const classWidth = 3;
