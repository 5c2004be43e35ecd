import type { Place } from "./place.mjs";

/** The PostgreSQL that was installed with Wherein: its directory and versions. */
export type Binaries = { native: string; version: string; major: string };

/** Binaries that the account can run. `say` is told when a copy is made. */
export function reachableBinaries(account: Place["account"], copyTo: string, say: (line: string) => void): Binaries;
