/** Of two reports of one finding the greater counts, so that their order does not. */
type Version = { updatedMs: number; digest: Buffer };

/** Less than 0 where `a` is before `b`. */
export function compareVersions(a: Version, b: Version): number {
  return a.updatedMs - b.updatedMs || a.digest.compare(b.digest);
}

/** True where the two are the same report. */
export function isStored(stored: Version, said: Version): boolean {
  return compareVersions(stored, said) === 0;
}
