import { isGlob, matchesGlob } from "./glob";
import type { OwnerFile } from "./schemas";

/**
 * Which entry counts for a service: the last one that matches its slug, by its index, or null. Entries without a wildcard are looked up,
 * so that a file that names each service costs no more than it is long.
 */
export function entryFinder(entries: OwnerFile["services"]): (slug: string) => number | null {
  const exact = new Map<string, number>();
  const globs: { index: number; match: string }[] = [];
  for (const [index, { match }] of entries.entries()) {
    if (isGlob(match)) globs.push({ index, match });
    else exact.set(match, index);
  }
  globs.reverse();
  return (slug) => {
    const named = exact.get(slug) ?? -1;
    for (const { index, match } of globs) {
      if (index < named) break;
      if (matchesGlob(match, slug)) return index;
    }
    return named < 0 ? null : named;
  };
}
