import type { ComponentDetails } from "../model";

/** An algorithm by which both documents know a package version, without a value in common. */
export type HashConflict = { algorithm: string; from: string[]; to: string[] };

type Hashed = { details: Pick<ComponentDetails, "hashes" | "distributionHashes" | "purls"> };

/**
 * Where two documents give the same package version different bytes. Several values of one algorithm are several files (one for
 * each platform): only when none is in both, something else was built or fetched.
 */
export function hashConflicts(from: Hashed, to: Hashed): HashConflict[] {
  const conflicts: HashConflict[] = [];
  if (isOtherArchitecture(from, to)) return conflicts;
  for (const kind of ["hashes", "distributionHashes"] as const) {
    const after = byAlgorithm(to.details[kind]);
    for (const [algorithm, values] of byAlgorithm(from.details[kind])) {
      const others = after.get(algorithm);
      if (others === undefined || values.some((value) => others.includes(value))) continue;
      if (!conflicts.some((conflict) => conflict.algorithm === algorithm)) conflicts.push({ algorithm, from: values, to: others });
    }
  }
  return conflicts;
}

/** A distro builds one version for several machines; the architecture is no part of the identity. */
function isOtherArchitecture(from: Hashed, to: Hashed): boolean {
  const before = architecturesOf(from);
  const after = architecturesOf(to);
  return before.length > 0 && after.length > 0 && !before.some((name) => after.includes(name));
}

function architecturesOf({ details: { purls } }: Hashed): string[] {
  return purls.flatMap((purl) => /[?&]arch=([^&#]+)/.exec(purl)?.[1] ?? []);
}

function byAlgorithm(hashes: ComponentDetails["hashes"]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { algorithm, value } of hashes) {
    const values = found.get(algorithm);
    if (values === undefined) found.set(algorithm, [value]);
    else values.push(value);
  }
  return found;
}
