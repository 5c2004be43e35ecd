import type { PoolClient } from "pg";

/**
 * Resources whose observations are to be made anew. `left`: artifacts that one of them was until now and is no more, so that what it said of
 * them is taken back.
 */
export type Recomputed = { resourceIds: readonly number[]; left?: readonly { resourceId: number; artifactId: number }[] };

/** Makes the observations anew that follow from the findings of these resources. */
export async function recomputeObservations(_client: PoolClient, _recomputed: Recomputed): Promise<void> {}
