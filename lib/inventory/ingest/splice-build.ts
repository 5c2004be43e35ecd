import type { ClientBase } from "pg";
import type { Facts } from "./facts";
import { selectNeighbours } from "./queries/build";
import { insertPresences, type Moment } from "./queries/presence";
import { endEarlier, reopenAfter, selectPresentAt, startEarlier } from "./queries/splice";

export type Splice = { opened: number; closed: number };

/**
 * Puts a late build between its neighbours P and N in (built_at, seq) order, whose intervals so far ran as if it did not
 * exist. With S(x) the package versions of a build:
 *
 *   in S(L), not in S(P): begins at L, runs on into N's interval when N has it too, else ends at N
 *   in S(P), not in S(L): ends at L; begins again at N when N has it
 *   in both: the interval runs through
 *
 * The head never moves. Attributes of intervals that run through stay those of the newer build.
 */
export async function spliceBuild(on: ClientBase, artifactId: number, build: Moment, facts: Facts): Promise<Splice> {
  const { before, after } = await selectNeighbours(on, artifactId, build.at);
  if (!after) throw new Error("a late build has a later neighbour by definition");
  const atBefore = new Set(before ? await selectPresentAt(on, artifactId, before) : []);
  const atAfter = new Set(await selectPresentAt(on, artifactId, after));
  const own = new Set(facts.packageVersionIds);

  const begun = indicesWhere(facts, (id) => !atBefore.has(id));
  const runsOn = begun.filter((i) => atAfter.has(facts.packageVersionIds[i] ?? 0));
  const ended = [...atBefore].filter((id) => !own.has(id));

  await insertPresences(
    on,
    artifactId,
    facts,
    begun.filter((i) => !atAfter.has(facts.packageVersionIds[i] ?? 0)),
    build,
    after,
  );
  await startEarlier(
    on,
    artifactId,
    runsOn.map((i) => facts.packageVersionIds[i] ?? 0),
    after,
    build,
  );
  if (before) {
    // Those that N still has are cut in two; the second half keeps the old end.
    await reopenAfter(
      on,
      artifactId,
      ended.filter((id) => atAfter.has(id)),
      before,
      after,
    );
    await endEarlier(on, artifactId, ended, before, build);
  }
  return { opened: begun.length, closed: ended.length };
}

function indicesWhere(facts: Facts, keep: (id: number) => boolean): number[] {
  const indices: number[] = [];
  facts.packageVersionIds.forEach((id, i) => {
    if (keep(id)) indices.push(i);
  });
  return indices;
}
