/** The address of the database in a data directory. */
export function urlOf(dataDir: string): string;
