/** Builds against each other: the only door to `lib/inventory/compare`. */
export { compareBuilds } from "./compare-builds";
export { exportComparison } from "./export-comparison";
export { comparisonLists } from "./lists";
export * from "./schemas";
