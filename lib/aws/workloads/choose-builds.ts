/** A build that something with the digest may be; `exact`: it has that very digest, else that of its image index or of a platform of it. */
export type Candidate = { digest: string; artifactId: number; seq: number; builtAt: Date; exact: boolean };

/** What starts with the digest from `since` on and before `until` is this build of the artifact; null: no limit. */
export type Choice = { digest: string; artifactId: number; seq: number; since: Date | null; until: Date | null };

/**
 * Which build of each artifact it is, by when it started: as with a reported digest the newest that there was then, else the first one after it.
 * Builds with the very digest stand before those that are found through an image index.
 */
export function chooseBuilds(candidates: readonly Candidate[]): Choice[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = `${candidate.artifactId} ${candidate.digest}`;
    groups.set(key, [...(groups.get(key) ?? []), candidate]);
  }
  return [...groups.values()].flatMap((group) => windowsOf(group.some(({ exact }) => exact) ? group.filter(({ exact }) => exact) : group));
}

function windowsOf(candidates: readonly Candidate[]): Choice[] {
  const inOrder = [...candidates].sort((one, other) => one.builtAt.getTime() - other.builtAt.getTime() || one.seq - other.seq);
  const newest = inOrder.filter(({ builtAt }, n) => inOrder[n + 1]?.builtAt.getTime() !== builtAt.getTime());
  return newest.map(({ digest, artifactId, seq, builtAt }, n) => ({
    digest,
    artifactId,
    seq,
    since: n === 0 ? null : builtAt,
    until: newest[n + 1]?.builtAt ?? null,
  }));
}
