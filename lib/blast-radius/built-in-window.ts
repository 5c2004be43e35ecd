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

/** Presences that overlap a window, and all of its builds where they have been read: of whatever artifact. */
export type WindowFound = { question: WindowQuestion; overlapping: readonly WindowHolding[]; allBuilds: BuildColumns | null };

/**
 * What a window holds: presences that overlap it, and which of them a build of the window lists. Whoever ran that build ran what it
 * lists, so it counts by itself, however soon another one followed.
 */
export async function hitsOfWindow(client: ClientBase, { question, overlapping, allBuilds }: WindowFound, fleet: Fleet): Promise<WindowHits> {
  const isHit = hitArtifacts(overlapping, fleet);
  const built = allBuilds ?? (await selectBuildsInWindow(client, idsOf(isHit), question.window));
  const builds = new WindowBuilds(built, isHit);
  checkWork(built.artifactIds.length, overlapping, builds);
  const exact = await exactPresences(client, builds, question);
  const inOrder = overlapping.toSorted((a, b) => a.packageVersionId - b.packageVersionId);
  const room = inOrder.reduce((sum, { artifactIds }) => sum + artifactIds.length, 0);
  // One array for all of them: hundreds of small ones cost more than what is done with them.
  const sides = new Uint8Array(room);
  let end = 0;
  const holdings = inOrder.map((holding) => {
    const start = end;
    end += holding.artifactIds.length;
    return toHolding(holding, builds, exact, { windowFrom: question.window.from.getTime(), sides: sides.subarray(start, end) });
  });
  const hits = builds.all.filter(({ packageVersionIds }) => packageVersionIds.length > 0);
  return { holdings, builds: hits.sort((a, b) => b.builtMs - a.builtMs || a.artifactId - b.artifactId || b.seq - a.seq) };
}

/** By artifact: 1 for those that are asked about and hold something. */
function hitArtifacts(overlapping: readonly WindowHolding[], { serviceOf }: Fleet): Uint8Array {
  let largest = 0;
  for (const { artifactIds } of overlapping) for (const id of artifactIds) if (id > largest) largest = id;
  const isHit = new Uint8Array(largest + 1);
  for (const { artifactIds } of overlapping) for (const id of artifactIds) if (serviceOf(id) >= 0) isHit[id] = 1;
  return isHit;
}

function idsOf(isHit: Uint8Array): number[] {
  const ids: number[] = [];
  isHit.forEach((hit, id) => {
    if (hit === 1) ids.push(id);
  });
  return ids;
}

/** Throws `too_large` (`window_too_large`) for a window with more than is looked at in one answer. */
function checkWork(read: number, overlapping: readonly WindowHolding[], builds: WindowBuilds): void {
  let meetings = 0;
  for (const { artifactIds } of overlapping) for (const id of artifactIds) meetings += builds.countOf(id);
  if (read <= windowBuildsMax && meetings <= windowMeetingsMax) return;
  const detail = "The window has more builds than one answer looks at. Ask about a shorter one, or of fewer services, by team for example.";
  throw new WhereinError("too_large", detail, { reason: "window_too_large", errors: [{ pointer: "?during", detail, code: "window_too_large" }] });
}

/** `isTied`: another build of the artifact, or its retirement, has the same time. */
type Build = HitBuild & { isTied: boolean };

/** The builds of artifacts with a hit, those of an artifact side by side. */
class WindowBuilds {
  readonly all: Build[] = [];
  /** By artifact: the place of its first build, counted from 1, and how many it has. */
  readonly #first: Int32Array;
  readonly #count: Int32Array;

  constructor({ artifactIds, seqs, builtMs, retires }: BuildColumns, isHit: Uint8Array) {
    this.#first = new Int32Array(isHit.length);
    this.#count = new Int32Array(isHit.length);
    const isSame = (i: number, j: number) => artifactIds[j] === artifactIds[i] && builtMs[j] === builtMs[i];
    for (let i = 0; i < artifactIds.length; i++) {
      const artifactId = artifactIds[i] ?? 0;
      if (isHit[artifactId] !== 1 || retires[i] === 1) continue;
      const isTied = isSame(i, i - 1) || isSame(i, i + 1);
      this.all.push({ artifactId, seq: seqs[i] ?? 0, builtMs: builtMs[i] ?? 0, packageVersionIds: [], isTied });
      this.#first[artifactId] ||= this.all.length;
      this.#count[artifactId] = (this.#count[artifactId] ?? 0) + 1;
    }
  }

  countOf(artifactId: number): number {
    return this.#count[artifactId] ?? 0;
  }

  /** The place in `all` of an artifact's first build; only where it has any. */
  firstOf(artifactId: number): number {
    return (this.#first[artifactId] ?? 0) - 1;
  }
}

/** Presences with their sequence numbers, by artifact and version, where times alone do not tell. Rare. */
async function exactPresences(client: ClientBase, { all }: WindowBuilds, question: WindowQuestion): Promise<Map<string, ExactPresence[]>> {
  const tied = new Set(all.filter(({ isTied }) => isTied).map(({ artifactId }) => artifactId));
  const exact = new Map<string, ExactPresence[]>();
  if (tied.size === 0) return exact;
  for (const presence of await selectExactPresences(client, [...tied], question)) {
    const key = keyOf(presence.artifactId, presence.packageVersionId);
    const same = exact.get(key);
    if (same) same.push(presence);
    else exact.set(key, [presence]);
  }
  return exact;
}

const keyOf = (artifactId: number, packageVersionId: number) => `${artifactId} ${packageVersionId}`;

type Judging = { windowFrom: number; sides: Uint8Array };

/** Fills in the sides of a holding, and notes in each build what of it that lists. */
function toHolding(
  { packageVersionId, artifactIds, fromMs, toMs }: WindowHolding,
  builds: WindowBuilds,
  exact: ReadonlyMap<string, ExactPresence[]>,
  { windowFrom, sides }: Judging,
): Holding {
  for (let i = 0; i < artifactIds.length; i++) {
    const artifactId = artifactIds[i] ?? 0;
    const from = fromMs[i] ?? 0;
    const to = toMs === null ? Number.POSITIVE_INFINITY : (toMs[i] ?? 0);
    let bits = to > from && to > windowFrom ? side.during : 0;
    const count = builds.countOf(artifactId);
    for (let k = 0; k < count; k++) {
      const build = builds.all[builds.firstOf(artifactId) + k];
      if (!build) continue;
      const { builtMs, isTied, packageVersionIds } = build;
      const isListed = isTied ? listsExactly(build, exact.get(keyOf(artifactId, packageVersionId)) ?? []) : from <= builtMs && builtMs < to;
      if (!isListed) continue;
      bits |= side.built;
      if (packageVersionIds.at(-1) !== packageVersionId) packageVersionIds.push(packageVersionId);
    }
    sides[i] = bits;
  }
  return { packageVersionId, artifactIds, sinceMs: fromMs, sides };
}

function listsExactly({ builtMs, seq }: Build, presences: readonly ExactPresence[]): boolean {
  return presences.some(({ fromMs, fromSeq, toMs, toSeq }) => {
    const began = fromMs < builtMs || (fromMs === builtMs && fromSeq <= seq);
    return began && (toSeq === null || builtMs < toMs || (builtMs === toMs && seq < toSeq));
  });
}
