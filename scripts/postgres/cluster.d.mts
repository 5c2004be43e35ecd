import type { Binaries } from "./binaries.mjs";
import type { Place } from "./place.mjs";

/** A running PostgreSQL. `synced` resolves when what a new cluster was made with is on the disk. */
export type Cluster = { url: string; pid: number; exited: Promise<string>; synced: Promise<void>; stop(): Promise<void> };

/** Creates the cluster where there is none and starts PostgreSQL in it. */
export function startCluster(options: { place: Place; binaries: Binaries; extraSettings?: string[]; samePort?: boolean; durable?: boolean }): Promise<Cluster>;

/** The address of the database in a data directory. */
export function urlOf(dataDir: string): string;
