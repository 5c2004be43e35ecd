import type { ClientBase } from "pg";
import { lockAws } from "@/lib/aws/queries/lock";
import { alignWithHeld } from "./queries/held-packages";
import { recomputeResources, recomputeTriples, type Triple } from "./queries/observations";
import { settleAlertsOfAdvisories } from "./settle-alerts";

/**
 * `formerArtifactIds`: artifacts that these resources were mapped to and may not be any more. `which`: `closed` where only what coverage says
 * has changed.
 */
export type Recomputation = { resourceIds: readonly number[]; formerArtifactIds?: readonly number[]; which?: "all" | "closed"; at?: Date };

/**
 * Makes the observations that follow from these resources what findings, packages, mappings and coverage say together, on the caller's transaction.
 * Only rows that differ are written. Malware that is open now, or is not any more, raises or retracts its alert. Returns how many changed.
 */
export async function recomputeObservations(
  client: ClientBase,
  { resourceIds, formerArtifactIds = [], which = "all", at = new Date() }: Recomputation,
): Promise<number> {
  await lockAws(client);
  if (resourceIds.length === 0) return 0;
  // What an artifact calls its packages is known when it is known which artifact it is.
  const moved = which === "all" ? await alignWithHeld(client, { resourceIds }) : [];
  const { changed, advisoryIds } = await recomputeResources(client, { resourceIds, formerArtifactIds, which });
  return changed + (await recomputeOfTriples(client, moved, at, advisoryIds));
}

/**
 * Gives RPM packages and jars without a group of these resources' findings the ids that their artifacts' SBOMs have by now, where the mapping stays what it was; observations
 * follow. Returns how many of these changed.
 */
export async function alignPackages(client: ClientBase, { resourceIds, at }: { resourceIds: readonly number[]; at: Date }): Promise<number> {
  await lockAws(client);
  return recomputeOfTriples(client, await alignWithHeld(client, { resourceIds }), at);
}

/** The same for single findings' packages. `advisoryIds`: further advisories of which the alerts may be others now. */
export async function recomputeOfTriples(client: ClientBase, triples: readonly Triple[], at: Date, advisoryIds: readonly number[] = []): Promise<number> {
  const { changed, advisoryIds: observed } = triples.length === 0 ? { changed: 0, advisoryIds: [] } : await recomputeTriples(client, triples);
  await settleAlertsOfAdvisories(client, [...observed, ...advisoryIds], at);
  return changed;
}
