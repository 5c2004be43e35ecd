import type { PoolClient } from "pg";
import { type Observed, recordObserved } from "@/lib/inventory/deployments/observed";
import type { BuildPlace } from "@/lib/inventory/deployments/queries/builds";
import { type Candidate, chooseBuilds } from "./choose-builds";
import { clusterName } from "./environment-of-workload";
import { mergeStretches } from "./merge-stretches";
import { selectCandidates, selectSeenDigestsOf, updateBuildCounts } from "./queries/candidates";
import { selectStretches } from "./queries/workloads";

/** `artifactIds`: those of which something else runs than before, whose queue of findings the caller makes again when it takes no more locks. */
export type Derived = { observed: Observed; artifactIds: number[] };

/**
 * Makes the deployments of every build that something with these digests may be what follows from all that was seen of them: always computed
 * anew, and written as what differs. For those who hold the lock of what AWS says.
 */
export async function deriveDeployments(client: PoolClient, digests: readonly string[], at: Date): Promise<Derived> {
  const touched = await selectCandidates(client, digests);
  const builds = placesOf(touched);
  const candidates = builds.length === 0 ? touched : await selectCandidates(client, await selectSeenDigestsOf(client, builds));
  await updateBuildCounts(client, countsOf([...digests], candidates));
  if (builds.length === 0) return { observed: { begun: [], changed: [], gone: [], declared: [] }, artifactIds: [] };
  const asked = new Set(builds.map(keyOf));
  const stretches = await selectStretches(
    client,
    chooseBuilds(candidates).filter((choice) => asked.has(keyOf(choice))),
  );
  const spans = mergeStretches(stretches.map((stretch) => ({ ...stretch, seenIn: clusterName(stretch.seenIn) })));
  const observed = await recordObserved(client, { builds, spans, at });
  const isChanged = Object.values(observed).some((ids) => ids.length > 0);
  return { observed, artifactIds: isChanged ? [...new Set(builds.map(({ artifactId }) => artifactId))] : [] };
}

const keyOf = ({ artifactId, seq }: BuildPlace) => `${artifactId} ${seq}`;

function placesOf(candidates: readonly Candidate[]): BuildPlace[] {
  return [...new Map(candidates.map(({ artifactId, seq }) => [keyOf({ artifactId, seq }), { artifactId, seq }])).values()];
}

/** How many builds each digest may be; also those that may be none. */
function countsOf(digests: readonly string[], candidates: readonly Candidate[]): Map<string, number> {
  const counts = new Map(digests.map((digest) => [digest, 0]));
  for (const { digest } of candidates) counts.set(digest, (counts.get(digest) ?? 0) + 1);
  return counts;
}
