/** A PostgreSQL of its own for tests: `url` of a database whose user may create others; `stop()` removes everything. */
export function startTemporaryCluster(): Promise<{ url: string; stop(): Promise<void> }>;
