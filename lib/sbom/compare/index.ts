/** Two documents against each other: the only door to `lib/sbom/compare`. */
export { type ComparedVersion, type Comparison, compareBoms, type Difference } from "./compare-boms";
