import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { lockMatching } from "@/lib/matching/lock-matching";
import { currentPolicy } from "@/lib/sla/current-policy";
import {
  type Asked,
  askedOfArtifacts,
  askedOfBuild,
  askedOfNotes,
  askedOfPairs,
  askedOfServices,
  askedOfVulnerabilities,
  selectDecidedAbout,
} from "./queries/asked";
import { insertMissingArtifacts, lockHeadsOf, reviseHistories, selectExposedOtherwise, writeQueue } from "./queries/refresh";
import type { QueueScope } from "./scope";

export type Refreshed = { changed: number };

/**
 * Makes the queue of some findings what it ought to be, in the transaction that changed what it follows from: rows of `open_finding` that differ are written,
 * `open_tally` is counted on, and `artifact_findings.rev` says whose history is another. `at` is the moment by which decisions count.
 *
 * Locks: of artifacts their heads, in order, and matching shared; of all else matching alone. So whoever changes what follows for more than some artifacts
 * waits for builds and they for it, and none misses the other. Call it behind your own writes, and take no head and no matching lock after it.
 */
export async function refreshOpenFindings(on: ClientBase, scope: QueueScope, at: Date): Promise<Refreshed> {
  if ("artifactIds" in scope) return refreshArtifacts(on, scope.artifactIds, at);
  if ("artifactId" in scope) return refreshBuild(on, scope, at);
  await lockMatching(on, "exclusive");
  const rules = await currentPolicy(on);
  if (!("decisionIds" in scope)) return { changed: await writeQueue(on, askedOf(scope), { rules, at, everyHistory: false }) };
  if (scope.decisionIds.length === 0) return { changed: 0 };
  const { vulnerabilityIds, artifactIds, pauses } = await selectDecidedAbout(on, scope.decisionIds);
  return { changed: await writeQueue(on, askedOfVulnerabilities(vulnerabilityIds, artifactIds), { rules, at, everyHistory: pauses }) };
}

type Wide = Exclude<QueueScope, { artifactIds: unknown } | { artifactId: unknown } | { decisionIds: unknown }>;

function askedOf(scope: Wide): Asked {
  if ("pairs" in scope) return askedOfPairs(scope.pairs.packageVersionIds, scope.pairs.vulnerabilityIds);
  if ("vulnerabilityIds" in scope) return askedOfVulnerabilities(scope.vulnerabilityIds, null);
  if ("serviceIds" in scope) return askedOfServices(scope.serviceIds, { onlyTeams: false });
  if ("movedServiceIds" in scope) return askedOfServices(scope.movedServiceIds, { onlyTeams: true });
  return askedOfNotes(scope.notes);
}

async function refreshArtifacts(on: ClientBase, artifactIds: readonly number[], at: Date): Promise<Refreshed> {
  if (artifactIds.length === 0) return { changed: 0 };
  const ids = int4Array(artifactIds);
  await lockHeadsOf(on, ids);
  await lockMatching(on, "shared");
  await insertMissingArtifacts(on, ids);
  const rules = await currentPolicy(on);
  return { changed: await writeQueue(on, askedOfArtifacts(artifactIds), { rules, at, everyHistory: false }) };
}

type Build = Extract<QueueScope, { artifactId: unknown }>;

/** The caller holds the artifact's head, on a connection with `pipeline`. */
async function refreshBuild(on: ClientBase, { artifactId, packageVersionIds }: Build, at: Date): Promise<Refreshed> {
  const [, missing, rules] = await Promise.all([lockMatching(on, "shared"), insertMissingArtifacts(on, int4Array([artifactId])), currentPolicy(on)]);
  // Of an artifact that was never in the queue, what it held before belongs there as well.
  const asked = missing.length > 0 ? askedOfArtifacts([artifactId]) : askedOfBuild(artifactId, packageVersionIds);
  return { changed: await writeQueue(on, asked, { rules, at, everyHistory: false }) };
}

/** Says that all that is open of a new artifact is in the queue: nothing is yet. */
export async function queueArtifact(on: ClientBase, artifactId: number): Promise<void> {
  await insertMissingArtifacts(on, int4Array([artifactId]));
}

/**
 * Keeps everybody else from changing the queue until this transaction ends. For who locks services, before that: a build that holds the queue of its artifact
 * may wait for its service.
 */
export async function lockQueue(on: ClientBase): Promise<void> {
  await lockMatching(on, "exclusive");
}

/** The same for artifacts of which something else runs than before, whose heads the caller holds: those that are exposed otherwise by it. */
export async function refreshDeployed(on: ClientBase, artifactIds: readonly number[], at: Date): Promise<Refreshed> {
  if (artifactIds.length === 0) return { changed: 0 };
  await lockMatching(on, "shared");
  return refreshArtifacts(on, await selectExposedOtherwise(on, artifactIds), at);
}

/**
 * The same for vulnerabilities that are of another kind or severity, known to be exploited or not any more, or have other names. What of them is closed is of
 * another class as well, so that every history with them is another.
 */
export async function refreshReclassified(on: ClientBase, vulnerabilityIds: readonly number[], at: Date): Promise<Refreshed> {
  if (vulnerabilityIds.length === 0) return { changed: 0 };
  const refreshed = await refreshOpenFindings(on, { vulnerabilityIds }, at);
  await reviseHistories(on, vulnerabilityIds);
  return refreshed;
}
