import type { PoolClient } from "pg";
import { type Member, moveHistory, planRegrouping, type Regrouping, storeGroups } from "@/lib/advisories/groups";
import { oweMoved } from "@/lib/aws/alone/queries/owed";
import { bumpEdition } from "@/lib/db/editions";
import { refreshReclassified } from "@/lib/findings/queue";
import { rematchAdvisories } from "@/lib/matching";
import { copyAdvisories, deleteAdvisories, moveAdvisories, reserveAdvisoryIds } from "./queries/advisories";
import { copyRanges, copyVersions, deleteAffected, placed } from "./queries/affected";
import { resolvePackages } from "./resolve-packages";
import type { Written } from "./sort-batch";
import { storedRevision } from "./stored-revision";

type Identified = Written & { id: number };
/** Advisories to write, and stored ones that have become withdrawn where they are. */
export type Writing = { written: readonly Written[]; ended: readonly { id: number; group: number }[]; at: Date };

/**
 * Writes advisories with what they affect, the groups that they belong to with their history, and matches them. Whatever is replaced is deleted and
 * copied anew: one path for first loads and changes, without a statement whose cost depends on the size of what is stored.
 */
export async function writeAdvisories(client: PoolClient, { written, ended, at }: Writing): Promise<void> {
  const replaced = written.flatMap(({ id }) => (id === null ? [] : [id]));
  const advisories = await identify(client, written);
  const regrouping = await planRegrouping(client, { incoming: advisories.map(toMember), groups: ended.map(({ group }) => group), at });
  const live = advisories.filter(({ times }) => times.withdrawn === null);
  const packageIdOf = await resolvePackages(client, affectedOf(live));
  const unaffecting = [...replaced, ...ended.map(({ id }) => id)];
  if (unaffecting.length > 0) await deleteAffected(client, unaffecting);
  if (replaced.length > 0) await deleteAdvisories(client, replaced);
  await copyAdvisories(client, advisories, (id) => regrouping.groupOfAdvisory.get(id) ?? 0, storedRevision);
  const ranges = live.map(({ id, advisory }) => ({ id, list: advisory.ranges }));
  await copyRanges(client, placed(ranges, packageIdOf));
  const versions = live.map(({ id, advisory }) => ({ id, list: advisory.versions }));
  await copyVersions(client, placed(versions, packageIdOf));
  await moveResting(client, regrouping, new Set(replaced));
  await storeGroups(client, regrouping);
  await moveHistory(client, regrouping, at);
  const advisoryIds = new Set([...advisories, ...ended].map(({ id }) => id));
  // The parts of a group that falls apart may each raise or end what the whole did not.
  for (const id of regrouping.fallenApart) advisoryIds.add(id);
  await bumpEdition(client, "advisory_edition");
  await rematchAdvisories(client, { advisoryIds: [...advisoryIds], at });
  await refreshReclassified(client, regrouping.reclassified, at);
}

/**
 * Writes advisories that name no package, with the groups that they belong to and their history; returns the id of each, in order. Nothing is
 * matched, so that it waits for no build that is being written, unless a stored group becomes another by it. The caller holds the lock of the advisories.
 */
export async function writeUnaffecting(client: PoolClient, { written, at }: { written: readonly Written[]; at: Date }): Promise<{ id: number }[]> {
  const replaced = written.flatMap(({ id }) => (id === null ? [] : [id]));
  const advisories = await identify(client, written);
  const regrouping = await planRegrouping(client, { incoming: advisories.map(toMember), groups: [], at });
  const groupOf = (id: number) => regrouping.groupOfAdvisory.get(id) ?? 0;
  if (replaced.length > 0) await deleteAdvisories(client, replaced);
  await copyAdvisories(client, advisories, groupOf, storedRevision);
  await moveResting(client, regrouping, new Set(replaced));
  await storeGroups(client, regrouping);
  await moveHistory(client, regrouping, at);
  await bumpEdition(client, "advisory_edition");
  // Only where a group is not as its names say, which would be a mistake of another writer.
  if (regrouping.fallenApart.length > 0) await rematchAdvisories(client, { advisoryIds: regrouping.fallenApart, at });
  await refreshReclassified(client, regrouping.reclassified, at);
  return advisories.map(({ id }) => ({ id }));
}

async function identify(client: PoolClient, written: readonly Written[]): Promise<Identified[]> {
  const fresh = written.filter(({ id }) => id === null).length;
  const ids = fresh === 0 ? [] : await reserveAdvisoryIds(client, fresh);
  let next = 0;
  return written.map((each) => ({ ...each, id: each.id ?? ids[next++] ?? 0 }));
}

function toMember({ id, group, advisory, times }: Identified): Member {
  const { key, aliases, kind, summary, severities } = advisory;
  return { id, key, aliases, kind, summary, severities, group, ...times };
}

function* affectedOf(advisories: readonly Written[]) {
  for (const { advisory } of advisories) {
    yield advisory.ranges;
    yield advisory.versions;
  }
}

/** Advisories that are not written themselves but whose group is now another; and what follows from any that went to another, written or not. */
async function moveResting(client: PoolClient, { moves }: Regrouping, replaced: ReadonlySet<number>): Promise<void> {
  if (moves.length === 0) return;
  const resting = moves.filter(({ id }) => !replaced.has(id));
  if (resting.length > 0) {
    await moveAdvisories(
      client,
      resting.map(({ id }) => id),
      resting.map(({ to }) => to),
    );
  }
  await oweMoved(
    client,
    moves.map(({ id }) => id),
  );
}
