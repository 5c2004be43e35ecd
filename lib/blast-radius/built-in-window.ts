import type { ClientBase } from "pg";
import type { Fleet, Holding } from "./hits";
import { type BuildColumns, type ExactPresence, selectBuildsInWindow, selectExactPresences } from "./queries/builds-in-window";
import type { WindowHolding } from "./queries/window-holdings";
import type { Window } from "./queries/window-parts";
import { side } from "./sides";

/** A build of the window whose SBOM lists something that is asked for. */
export type HitBuild = { artifactId: number; seq: number; builtMs: number; packageVersionIds: number[] };
export type WindowHits = { holdings: Holding[]; builds: HitBuild[] };

/**
 * What a window holds: presences that overlap it, and which of them a build of the window lists. Whoever ran that build ran what it
 * lists, so it counts by itself, however soon another one followed.
 */
export async function hitsOfWindow(client: ClientBase, overlapping: readonly WindowHolding[], fleet: Fleet, window: Window): Promise<WindowHits> {
  const artifactIds = new Set<number>();
  for (const holding of overlapping) for (const id of holding.artifactIds) if (fleet.serviceOf(id) >= 0) artifactIds.add(id);
  const built = await selectBuildsInWindow(client, [...artifactIds], window);
  const exact = await exactPresences(client, built, overlapping);
  const byArtifact = buildsByArtifact(built);
  const builds = new Map<string, HitBuild>();
  const holdings = overlapping.map((holding) => toHolding(holding, byArtifact, exact, window, builds));
  return { holdings, builds: [...builds.values()].sort((a, b) => b.builtMs - a.builtMs || a.artifactId - b.artifactId || b.seq - a.seq) };
}

type Build = { seq: number; ms: number /** Another build of the artifact has the same time. */; isTied: boolean };

function buildsByArtifact({ artifactIds, seqs, builtMs }: BuildColumns): Map<number, Build[]> {
  const byArtifact = new Map<number, Build[]>();
  artifactIds.forEach((artifactId, i) => {
    const build = { seq: seqs[i] ?? 0, ms: builtMs[i] ?? 0, isTied: isTied({ artifactIds, builtMs }, i) };
    const builds = byArtifact.get(artifactId);
    if (builds) builds.push(build);
    else byArtifact.set(artifactId, [build]);
  });
  return byArtifact;
}

function isTied({ artifactIds, builtMs }: Pick<BuildColumns, "artifactIds" | "builtMs">, i: number): boolean {
  return [i - 1, i + 1].some((j) => artifactIds[j] === artifactIds[i] && builtMs[j] === builtMs[i]);
}

/** Presences with their sequence numbers, by artifact and version, where times alone do not tell. Rare. */
async function exactPresences(client: ClientBase, built: BuildColumns, overlapping: readonly WindowHolding[]): Promise<Map<string, ExactPresence[]>> {
  const tied = [...new Set(built.artifactIds.filter((_, i) => isTied(built, i)))];
  const exact = new Map<string, ExactPresence[]>();
  if (tied.length === 0) return exact;
  const versions = overlapping.filter(({ artifactIds }) => tied.some((id) => artifactIds.includes(id))).map(({ packageVersionId }) => packageVersionId);
  for (const presence of await selectExactPresences(client, tied, versions)) {
    const key = keyOf(presence.artifactId, presence.packageVersionId);
    exact.set(key, [...(exact.get(key) ?? []), presence]);
  }
  return exact;
}

const keyOf = (artifactId: number, packageVersionId: number) => `${artifactId} ${packageVersionId}`;

function toHolding(
  { packageVersionId, artifactIds, fromMs, toMs }: WindowHolding,
  byArtifact: ReadonlyMap<number, Build[]>,
  exact: ReadonlyMap<string, ExactPresence[]>,
  window: Window,
  found: Map<string, HitBuild>,
): Holding {
  const sides = new Uint8Array(artifactIds.length);
  artifactIds.forEach((artifactId, i) => {
    const [from, to] = [fromMs[i] ?? 0, toMs[i] ?? 0];
    if (to > from && to > window.from.getTime()) sides[i] = side.during;
    for (const build of byArtifact.get(artifactId) ?? []) {
      const isIn =
        packageVersionId === 0 || !build.isTied ? isWithin(build, from, to, packageVersionId) : isListed(build, exact.get(keyOf(artifactId, packageVersionId)));
      if (!isIn) continue;
      sides[i] = (sides[i] ?? 0) | side.built;
      const key = `${artifactId} ${build.seq}`;
      const hit = found.get(key) ?? { artifactId, seq: build.seq, builtMs: build.ms, packageVersionIds: [] };
      if (!hit.packageVersionIds.includes(packageVersionId)) hit.packageVersionIds.push(packageVersionId);
      found.set(key, hit);
    }
  });
  return { packageVersionId, artifactIds, sinceMs: fromMs, sides };
}

/** An artifact that is asked for by its digest is its own build, and no other one. */
function isWithin({ ms }: Build, from: number, to: number, packageVersionId: number): boolean {
  return packageVersionId === 0 ? ms === from : from <= ms && ms < to;
}

function isListed({ ms, seq }: Build, presences: readonly ExactPresence[] | undefined): boolean {
  return (presences ?? []).some(({ fromMs, fromSeq, toMs, toSeq }) => {
    const began = fromMs < ms || (fromMs === ms && fromSeq <= seq);
    return began && (toSeq === null || ms < toMs || (ms === toMs && seq < toSeq));
  });
}
