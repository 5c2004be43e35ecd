import type { Binaries } from "./binaries.mjs";
import type { Place } from "./place.mjs";

/** Sees to it that the files of a new cluster are on the disk; throws a Refusal where it cannot. */
export function syncCluster(place: Place, binaries: Binaries): Promise<void>;
