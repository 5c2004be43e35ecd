/** A service whose SBOM is older than this is unknown: what it runs may have changed since. */
export const freshnessDays = 30;

/** The moment before which an SBOM is stale, seen from `asOf`. */
export function staleBefore(asOf: Date): Date {
  return new Date(asOf.getTime() - freshnessDays * 86_400_000);
}
