/**
 * What stands in a component's version although it is a range or a placeholder. In the order of the alternatives: an operator in
 * front (`^1.2`, `>= 1`, `==1`); an interval (`[1.0,2.0)`); alternatives; further comparators (`>=1, <2`, `>=1 <2`); `1.0 - 2.0`;
 * starred parts (`1.x`, `1.*`); Gradle's `1.+`; version range specifiers; package managers' own schemes; variables that nobody filled in;
 * and names of whatever is newest.
 */
const rangeVersion = new RegExp(
  [
    /^\s*[~^<>=!]/,
    /^\s*[[(]\s*[\d,v]/,
    /\|\|/,
    /[,\s][<>]/,
    /,\s*[~^=!]/,
    /\d\s+-\s+v?\d/,
    /\*/,
    /(?:^|[.v])[xX](?:[.-]|$)/,
    /(?:^|\.)\+$/,
    /^vers:/,
    /^(?:workspace|catalog|npm):/,
    /[$%]\{|\{\{|\$\(|^@\w+@$/,
    /^(?:latest|latest\.\w+|LATEST|RELEASE)$/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/** True for a component's version that is not one version: it is kept as text, has no order and matches none exactly. */
export function isRangeVersion(version: string): boolean {
  return rangeVersion.test(version);
}
