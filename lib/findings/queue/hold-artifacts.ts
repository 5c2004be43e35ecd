import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { lockMatching } from "@/lib/matching/lock-matching";
import { beginTry, endTry, lockHeadsOf, lockNewArtifacts, withdrawTry } from "./queries/locks";

/** What somebody is about to change the queue of. `artifactIds` null: of all. `mayGrow`: an artifact that is created meanwhile may belong to it. */
export type Reach = { artifactIds: number[] | null; mayGrow: boolean };

/** So many artifacts are held one by one; of more, nearly every build would wait anyway. */
const heldMax = 1_000;

/** PostgreSQL: lock_not_available. */
const lockTimedOut = "55P03";

/**
 * Makes the caller alone with the queue of what it is about, until its transaction ends. Of some artifacts: with their heads, in order, and matching shared,
 * so that builds of all others go on. Of very many, of all, and where a head is not free soon or an artifact came meanwhile: with matching alone. Takes its
 * locks behind the caller's writes; what is read after it misses nothing. `read` says what it is about, by what is committed.
 */
export async function holdArtifacts(on: ClientBase, read: () => Promise<Reach>): Promise<void> {
  const { artifactIds, mayGrow } = await read();
  if (artifactIds !== null && artifactIds.length <= heldMax) {
    await beginTry(on);
    if ((await lockEach(on, artifactIds, mayGrow)) && !(mayGrow && hasOthers(await read(), artifactIds))) return endTry(on);
    await withdrawTry(on);
  }
  await lockMatching(on, "exclusive");
}

/** False: one of the locks was not free in time. */
async function lockEach(on: ClientBase, artifactIds: readonly number[], mayGrow: boolean): Promise<boolean> {
  try {
    await lockHeadsOf(on, int4Array(artifactIds));
    await lockMatching(on, "shared");
    if (mayGrow) await lockNewArtifacts(on, "exclusive");
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === lockTimedOut) return false;
    throw error;
  }
}

function hasOthers({ artifactIds }: Reach, held: readonly number[]): boolean {
  const known = new Set(held);
  return artifactIds === null || artifactIds.some((id) => !known.has(id));
}
