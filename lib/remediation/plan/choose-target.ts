import type { Candidate } from "./package-facts";

/** Findings of versions of one package on one line, and what is known of these versions. */
export type Need = {
  /** How many findings there are of each vulnerability. */
  wanted: ReadonlyMap<number, number>;
  /** The highest version in use. Nobody is sent back. */
  above: Buffer;
  line: string;
  /** Every version in use is a pre-release. */
  allowsPrereleases: boolean;
  /** Whether a version in use has a vulnerability, asked for or not. */
  isKnown: (vulnerabilityId: number) => boolean;
};

export type Target = { candidate: Candidate; closes: number; leaves: number; introduces: number };

/**
 * Of versions in ascending order the one that closes most findings; of those the one with the fewest vulnerabilities that are new, and of these the
 * smallest. Never malware. Null: none closes any.
 */
export function chooseTarget(candidates: readonly Candidate[], need: Need, withinLine: boolean): Target | null {
  let best: Target | null = null;
  for (const candidate of candidates) {
    if (Buffer.compare(candidate.key, need.above) <= 0 || !isAllowed(candidate, need, withinLine)) continue;
    const { closes, leaves } = countClosed(candidate, need);
    if (closes === 0 || (best !== null && closes < best.closes)) continue;
    const introduces = countIntroduced(candidate, need);
    if (best === null || closes > best.closes || introduces < best.introduces) best = { candidate, closes, leaves, introduces };
  }
  return best;
}

function isAllowed(candidate: Candidate, { line, allowsPrereleases }: Need, withinLine: boolean): boolean {
  return !candidate.isMalware && (allowsPrereleases || !candidate.isPrerelease) && (!withinLine || candidate.line === line);
}

function countClosed({ affectedBy }: Candidate, { wanted }: Need): { closes: number; leaves: number } {
  let closes = 0;
  let leaves = 0;
  for (const [vulnerabilityId, findings] of wanted) {
    if (affectedBy.has(vulnerabilityId)) leaves += findings;
    else closes += findings;
  }
  return { closes, leaves };
}

function countIntroduced({ affectedBy }: Candidate, { isKnown }: Need): number {
  let introduces = 0;
  for (const vulnerabilityId of affectedBy) if (!isKnown(vulnerabilityId)) introduces += 1;
  return introduces;
}
