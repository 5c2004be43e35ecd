import type { PreparedFinding } from "./prepare-findings";
import type { StoredFinding } from "./queries/findings";
import { compareVersions } from "./version-of";

/** `relisted`: a listing did not have them, and a later one has them, in whatever version. */
export type SortedFindings = { added: PreparedFinding[]; changed: SaidAndStored[]; relisted: SaidAndStored[] };
type SaidAndStored = { said: PreparedFinding; stored: StoredFinding };

/** What is to be done about each finding; the rest is stored already, or older than what is. */
export function sortFindings(
  said: Iterable<PreparedFinding>,
  stored: ReadonlyMap<string, StoredFinding>,
  { source, at }: { source: string; at: Date },
): SortedFindings {
  const sorted: SortedFindings = { added: [], changed: [], relisted: [] };
  for (const each of said) {
    const known = stored.get(each.finding.arn);
    const order = known ? compareVersions(each, known) : 1;
    if (!known) sorted.added.push(each);
    else if (order > 0) sorted.changed.push({ said: each, stored: known });
    else if (source === "api" && isUnlistedBefore(known, at)) sorted.relisted.push({ said: each, stored: known });
  }
  return sorted;
}

function isUnlistedBefore({ unlistedMs }: StoredFinding, at: Date): boolean {
  return unlistedMs !== null && unlistedMs < at.getTime();
}

/** Of several reports of one finding the greatest. */
export function greatestByArn(said: readonly PreparedFinding[]): Map<string, PreparedFinding> {
  const greatest = new Map<string, PreparedFinding>();
  for (const each of said) {
    const other = greatest.get(each.finding.arn);
    if (!other || compareVersions(each, other) > 0) greatest.set(each.finding.arn, each);
  }
  return greatest;
}
