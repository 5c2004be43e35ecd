type Manifest = { license?: unknown; licenses?: unknown; optionalDependencies?: Record<string, string> };

/** Packages that are accepted with a licence that is not on the list. */
export const exceptions: readonly { name: RegExp; licence: RegExp; reason: string }[];
/** True for a licence, or an expression of them with AND or OR alone, that is allowed. */
export function isAllowed(licence: string): boolean;
/** What is wrong with the licences of a lock file's packages, one sentence each. */
export function licenceFaults(lock: { packages: Record<string, Manifest> }, installed: (path: string) => Manifest | null): string[];
