import type { ClientBase } from "pg";
import { WhereinError } from "@/lib/errors";
import type { Fleet, Holding } from "./hits";
import { windowBuildsMax, windowMeetingsMax } from "./limits";
import { type BuildColumns, type ExactPresence, selectBuildsInWindow, selectExactPresences } from "./queries/builds-in-window";
import type { WindowHolding, WindowQuestion } from "./queries/window-holdings";
import { side } from "./sides";

/** A build of the window whose SBOM lists something that is asked for. */
export type HitBuild = { artifactId: number; seq: number; builtMs: number; packageVersionIds: number[] };
export type WindowHits = { holdings: Holding[]; builds: HitBuild[] };

/**
 * What a window holds: presences that overlap it, and which of them a build of the window lists. Whoever ran that build ran what it
 * lists, so it counts by itself, however soon another one followed.
 */
export async function hitsOfWindow(client: ClientBase, overlapping: readonly WindowHolding[], fleet: Fleet, question: WindowQuestion): Promise<WindowHits> {
  const artifactIds = new Set<number>();
  for (const holding of overlapping) for (const id of holding.artifactIds) if (fleet.serviceOf(id) >= 0) artifactIds.add(id);
  const built = await selectBuildsInWindow(client, [...artifactIds], question.window);
  const byArtifact = buildsByArtifact(built);
  checkWork(built.artifactIds.length, overlapping, byArtifact);
  const exact = await exactPresences(client, byArtifact, question);
  const inOrder = overlapping.toSorted((a, b) => a.packageVersionId - b.packageVersionId);
  const holdings = inOrder.map((holding) => toHolding(holding, byArtifact, exact, question.window.from.getTime()));
  const hits = [...byArtifact.values()].flat().filter(({ packageVersionIds }) => packageVersionIds.length > 0);
  return { holdings, builds: hits.sort((a, b) => b.builtMs - a.builtMs || a.artifactId - b.artifactId || b.seq - a.seq) };
}

/** Throws `too_large` (`window_too_large`) for a window with more than is looked at in one answer. */
function checkWork(builds: number, overlapping: readonly WindowHolding[], byArtifact: ReadonlyMap<number, Build[]>): void {
  let meetings = 0;
  for (const { artifactIds } of overlapping) for (const id of artifactIds) meetings += byArtifact.get(id)?.length ?? 0;
  if (builds <= windowBuildsMax && meetings <= windowMeetingsMax) return;
  const detail = "The window has more builds than one answer looks at. Ask about a shorter one, or of fewer services, by team for example.";
  throw new WhereinError("too_large", detail, { reason: "window_too_large", errors: [{ pointer: "?during", detail, code: "window_too_large" }] });
}

/** `isTied`: another build of the artifact, or its retirement, has the same time. */
type Build = HitBuild & { isTied: boolean };

function buildsByArtifact({ artifactIds, seqs, builtMs, retires }: BuildColumns): Map<number, Build[]> {
  const byArtifact = new Map<number, Build[]>();
  const isSame = (i: number, j: number) => artifactIds[j] === artifactIds[i] && builtMs[j] === builtMs[i];
  artifactIds.forEach((artifactId, i) => {
    if (retires[i] === 1) return;
    const isTied = isSame(i, i - 1) || isSame(i, i + 1);
    const build = { artifactId, seq: seqs[i] ?? 0, builtMs: builtMs[i] ?? 0, packageVersionIds: [], isTied };
    const builds = byArtifact.get(artifactId);
    if (builds) builds.push(build);
    else byArtifact.set(artifactId, [build]);
  });
  return byArtifact;
}

/** Presences with their sequence numbers, by artifact and version, where times alone do not tell. Rare. */
async function exactPresences(client: ClientBase, byArtifact: ReadonlyMap<number, Build[]>, question: WindowQuestion): Promise<Map<string, ExactPresence[]>> {
  const tied = [...byArtifact].filter(([, builds]) => builds.some(({ isTied }) => isTied)).map(([artifactId]) => artifactId);
  const exact = new Map<string, ExactPresence[]>();
  if (tied.length === 0) return exact;
  for (const presence of await selectExactPresences(client, tied, question)) {
    const key = keyOf(presence.artifactId, presence.packageVersionId);
    const same = exact.get(key);
    if (same) same.push(presence);
    else exact.set(key, [presence]);
  }
  return exact;
}

const keyOf = (artifactId: number, packageVersionId: number) => `${artifactId} ${packageVersionId}`;

/** Notes in each build what of the holding it lists. */
function toHolding(
  { packageVersionId, artifactIds, fromMs, toMs }: WindowHolding,
  byArtifact: ReadonlyMap<number, Build[]>,
  exact: ReadonlyMap<string, ExactPresence[]>,
  windowFrom: number,
): Holding {
  const sides = new Uint8Array(artifactIds.length);
  artifactIds.forEach((artifactId, i) => {
    const [from, to] = [fromMs[i] ?? 0, toMs[i] ?? 0];
    let bits = to > from && to > windowFrom ? side.during : 0;
    for (const build of byArtifact.get(artifactId) ?? []) {
      const { builtMs, isTied, packageVersionIds } = build;
      const isListed = isTied ? listsExactly(build, exact.get(keyOf(artifactId, packageVersionId)) ?? []) : from <= builtMs && builtMs < to;
      if (!isListed) continue;
      bits |= side.built;
      if (packageVersionIds.at(-1) !== packageVersionId) packageVersionIds.push(packageVersionId);
    }
    sides[i] = bits;
  });
  return { packageVersionId, artifactIds, sinceMs: fromMs, sides };
}

function listsExactly({ builtMs, seq }: Build, presences: readonly ExactPresence[]): boolean {
  return presences.some(({ fromMs, fromSeq, toMs, toSeq }) => {
    const began = fromMs < builtMs || (fromMs === builtMs && fromSeq <= seq);
    return began && (toSeq === null || builtMs < toMs || (builtMs === toMs && seq < toSeq));
  });
}
