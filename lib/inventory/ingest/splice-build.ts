import type { ClientBase } from "pg";
import type { Facts } from "./facts";
import { selectNeighbours } from "./queries/build";
import { deleteFormerHashes, type HashesOf, upsertFormerHashes } from "./queries/former-hash";
import { insertPresences, type Moment } from "./queries/presence";
import { endEarlier, reopenAfter, selectPresentAt, setLastHashes, startEarlier } from "./queries/splice";

export type Splice = { opened: number; closed: number };

/**
 * Puts a late build L between its neighbours P and N in (built_at, seq) order, whose intervals so far ran as if it did not
 * exist. With S(x) the package versions of a build:
 *
 *   in S(L), not in S(P): begins at L, runs on into N's interval when N has it too, else ends at N
 *   in S(P), not in S(L): ends at L; begins again at N when N has it
 *   in both: the interval runs through
 *
 * The head never moves. Attributes of intervals that run through stay those of the newer build; hashes are kept for each.
 */
export async function spliceBuild(on: ClientBase, artifactId: number, build: Moment, facts: Facts): Promise<Splice> {
  const { before, after } = await selectNeighbours(on, artifactId, build.at);
  if (!after) throw new Error("a late build has a later neighbour by definition");
  const atBefore = before ? await selectPresentAt(on, artifactId, before) : new Map<number, number>();
  const atAfter = await selectPresentAt(on, artifactId, after);
  const own = new Map(Array.from(facts.packageVersionIds, (id, i) => [id, facts.hashIds[i] ?? 0]));

  const begun = indicesWhere(facts, (id) => !atBefore.has(id));
  const runsOn = begun.map((i) => facts.packageVersionIds[i] ?? 0).filter((id) => atAfter.has(id));
  const ended = [...atBefore.keys()].filter((id) => !own.has(id));
  const cut = ended.filter((id) => atAfter.has(id));

  const alone = begun.filter((i) => !atAfter.has(facts.packageVersionIds[i] ?? 0));
  await insertPresences(on, artifactId, facts, alone, build, after);
  await startEarlier(on, artifactId, runsOn, after, build);
  if (before) {
    // Those that N still has are cut in two; the second half keeps the old end.
    await reopenAfter(on, artifactId, cut, before, after);
    await endEarlier(on, artifactId, hashesOf(ended, atBefore), before, build);
    await deleteFormerHashes(on, artifactId, cut, after);
  }
  await spliceHashes(on, artifactId, { before, build, after }, { atBefore, own, atAfter });
  return { opened: begun.length, closed: ended.length };
}

type Neighbourhood = { before: Moment | null; build: Moment; after: Moment };
type Hashes = ReadonlyMap<number, number>;

/** What the late build says of the hashes of the package versions that it holds is true until its later neighbour. */
async function spliceHashes(
  on: ClientBase,
  artifactId: number,
  { before, build, after }: Neighbourhood,
  { atBefore, own, atAfter }: { atBefore: Hashes; own: Hashes; atAfter: Hashes },
): Promise<void> {
  const isOther = (id: number, there: Hashes) => there.has(id) && there.get(id) !== own.get(id);
  const ids = [...own.keys()];
  const changed = ids.filter((id) => isOther(id, atBefore));
  await upsertFormerHashes(on, artifactId, hashesOf(changed, atBefore), build);
  await upsertFormerHashes(
    on,
    artifactId,
    hashesOf(
      ids.filter((id) => isOther(id, atAfter)),
      own,
    ),
    after,
  );
  await deleteFormerHashes(
    on,
    artifactId,
    changed.filter((id) => atAfter.has(id) && !isOther(id, atAfter)),
    after,
  );
  const last = changed.filter((id) => !atAfter.has(id));
  if (before) await setLastHashes(on, artifactId, hashesOf(last, own), before);
}

function hashesOf(packageVersionIds: readonly number[], hashes: Hashes): HashesOf {
  return { packageVersionIds, hashIds: packageVersionIds.map((id) => hashes.get(id) ?? 0) };
}

function indicesWhere(facts: Facts, keep: (id: number) => boolean): number[] {
  const indices: number[] = [];
  facts.packageVersionIds.forEach((id, i) => {
    if (keep(id)) indices.push(i);
  });
  return indices;
}
