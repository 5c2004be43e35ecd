import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { lockMatching } from "@/lib/matching/lock-matching";
import { currentPolicy } from "@/lib/sla/current-policy";
import { holdArtifacts } from "./hold-artifacts";
import { type Asked, askedOfArtifacts, askedOfBuild, askedOfNotes, askedOfPairs, askedOfServices, askedOfVulnerabilities } from "./queries/asked";
import { selectDecidedKind, selectDecidedPlaces, selectNotedPlaces } from "./queries/decided-about";
import { lockHeadsOf, lockNewArtifacts } from "./queries/locks";
import { insertMissingArtifacts, reviseHistories, selectExposedOtherwise, writeQueue } from "./queries/refresh";
import { writeDecided } from "./queries/refresh-decided";
import type { QueueScope } from "./scope";

export type Refreshed = { changed: number };

/**
 * Makes the queue of some findings what it ought to be, in the transaction that changed what it follows from: rows of `open_finding` that differ are written,
 * `open_tally` is counted on, and `artifact_findings.rev` says whose history is another. `at` is the moment by which decisions expire.
 *
 * Locks: of artifacts their heads, in order, and matching shared; of decisions and notes the same (`holdArtifacts`); of all else matching alone. So whoever
 * changes what follows for an artifact is alone with it, and none misses the other. Call it behind your own writes and once in a transaction, and take no head
 * and no matching lock after it.
 */
export async function refreshOpenFindings(on: ClientBase, scope: QueueScope, at: Date): Promise<Refreshed> {
  if ("artifactIds" in scope) return refreshArtifacts(on, scope.artifactIds, at);
  if ("artifactId" in scope) return refreshBuild(on, scope, at);
  if ("decisionIds" in scope) return refreshDecided(on, scope.decisionIds, at);
  await ("notes" in scope ? holdArtifacts(on, () => selectNotedPlaces(on, scope.notes)) : lockMatching(on, "exclusive"));
  return { changed: await writeQueue(on, askedOf(scope), { rules: await currentPolicy(on), at }) };
}

type Other = Exclude<QueueScope, { artifactIds: unknown } | { artifactId: unknown } | { decisionIds: unknown }>;

function askedOf(scope: Other): Asked {
  if ("pairs" in scope) return askedOfPairs(scope.pairs.packageVersionIds, scope.pairs.vulnerabilityIds);
  if ("vulnerabilityIds" in scope) return askedOfVulnerabilities(scope.vulnerabilityIds, null);
  if ("serviceIds" in scope) return askedOfServices(scope.serviceIds, { onlyTeams: false });
  if ("movedServiceIds" in scope) return askedOfServices(scope.movedServiceIds, { onlyTeams: true });
  return askedOfNotes(scope.notes);
}

async function refreshDecided(on: ClientBase, decisionIds: readonly string[], at: Date): Promise<Refreshed> {
  if (decisionIds.length === 0) return { changed: 0 };
  const kind = await selectDecidedKind(on, decisionIds);
  await holdArtifacts(on, () => selectDecidedPlaces(on, decisionIds));
  return { changed: await writeDecided(on, decisionIds, { ...kind, rules: kind.accepts ? await currentPolicy(on) : [], at }) };
}

async function refreshArtifacts(on: ClientBase, artifactIds: readonly number[], at: Date): Promise<Refreshed> {
  if (artifactIds.length === 0) return { changed: 0 };
  const ids = int4Array(artifactIds);
  await lockHeadsOf(on, ids);
  await lockMatching(on, "shared");
  await insertMissingArtifacts(on, ids);
  const rules = await currentPolicy(on);
  return { changed: await writeQueue(on, askedOfArtifacts(artifactIds), { rules, at }) };
}

type Build = Extract<QueueScope, { artifactId: unknown }>;

/** The caller holds the artifact's head, on a connection with `pipeline`. */
async function refreshBuild(on: ClientBase, { artifactId, packageVersionIds }: Build, at: Date): Promise<Refreshed> {
  const [, missing, rules] = await Promise.all([lockMatching(on, "shared"), insertMissingArtifacts(on, int4Array([artifactId])), currentPolicy(on)]);
  // Of an artifact that was never in the queue, what it held before belongs there as well.
  const asked = missing.length > 0 ? askedOfArtifacts([artifactId]) : askedOfBuild(artifactId, packageVersionIds);
  return { changed: await writeQueue(on, asked, { rules, at }) };
}

/** Says that all that is open of a new artifact is in the queue: nothing is yet. Waits for those who must know every artifact of what they decide about. */
export async function queueArtifact(on: ClientBase, artifactId: number): Promise<void> {
  await lockNewArtifacts(on, "shared");
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
