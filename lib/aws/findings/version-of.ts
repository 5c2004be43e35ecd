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

/** AWS lists late, and clocks differ: of what was updated so shortly before a listing began that it is not in it says nothing. */
const listedLateMs = 15 * 60_000;

/** The first moment at which a complete listing may begin that decides of what was updated at `updatedMs`. */
export function decidesFrom(updatedMs: number): number {
  return updatedMs + listedLateMs;
}

/** The last moment of whose updates a complete listing, begun at `sinceMs`, has all. */
export function listedUntil(sinceMs: number): number {
  return sinceMs - listedLateMs;
}
