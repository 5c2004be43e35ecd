/** The walls that a file with this path and text breaks, one sentence each. */
export function breachesOf(path: string, text: string): string[];
