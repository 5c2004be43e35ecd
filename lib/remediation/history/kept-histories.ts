import type { ClientBase } from "pg";
import { type FindingHistory, unpackHistory } from "./packed";
import { type Revisions, selectHistories } from "./queries/stored";
import { readHistories } from "./read-histories";

type Kept = { rev: number; history: FindingHistory };
type Memory = { byArtifact: Map<number, Kept>; findings: number };

/** The most findings of which a process keeps the histories: 200 MB of them. What is more is read for each answer. */
const findingsKeptMax = 20_000_000;
/** The most artifacts that a reader counts anew for itself; the worker does so for more. */
const ownMax = 300;
const artifactsARead = 500;

// Next.js and the server's bundle each carry a copy of this module; the process has one memory.
const holder = globalThis as typeof globalThis & { whereinHistories?: Memory };

function memory(): Memory {
  holder.whereinHistories ??= { byArtifact: new Map(), findings: 0 };
  return holder.whereinHistories;
}

/** Forgets all of them, as a new process. */
export function forgetHistories(): void {
  delete holder.whereinHistories;
}

export type VisitHistory = (artifactId: number, history: FindingHistory) => void;

/**
 * Gives the history of each wanted artifact as it is in the snapshot, in any order: from memory where it is of the snapshot's revision, else as it is stored,
 * else from its findings. Returns of how many artifacts it was one of before, because too many had changed.
 */
export async function eachHistory(
  client: ClientBase,
  { artifactIds, revs, historyRevs }: Revisions,
  isWanted: (artifactId: number) => boolean,
  visit: VisitHistory,
): Promise<{ pending: number }> {
  const missing: Wanted[] = [];
  let own = 0;
  for (let place = 0; place < artifactIds.length; place++) {
    const [artifactId = 0, rev = 0, storedRev = 0] = [artifactIds[place], revs[place], historyRevs[place]];
    if (!isWanted(artifactId)) continue;
    const kept = keptAt(artifactId, rev);
    if (kept) visit(artifactId, kept);
    else if (rev === storedRev) missing.push({ artifactId, rev, way: "stored" });
    else missing.push(own < ownMax ? { artifactId, rev, way: "own" } : { artifactId, rev: storedRev, way: "before" });
    if (!kept && rev !== storedRev) own += 1;
  }
  for (let begin = 0; begin < missing.length; begin += artifactsARead) {
    const part = missing.slice(begin, begin + artifactsARead);
    const read = await readMissing(client, part);
    for (const { artifactId, rev } of part) {
      const history = read.get(artifactId) ?? keptAt(artifactId, rev);
      if (history) visit(artifactId, history);
    }
  }
  return { pending: Math.max(0, own - ownMax) };
}

/** `own`: from its findings. `before`: of an older revision. */
type Wanted = { artifactId: number; rev: number; way: "stored" | "own" | "before" };

async function readMissing(client: ClientBase, wanted: readonly Wanted[]): Promise<Map<number, FindingHistory>> {
  const missing = wanted.filter(({ artifactId, rev }) => rev > 0 && !keptAt(artifactId, rev));
  const own = missing.filter(({ way }) => way === "own").map(({ artifactId }) => artifactId);
  const others = missing.filter(({ way }) => way !== "own").map(({ artifactId }) => artifactId);
  const stored = others.length > 0 ? await selectHistories(client, others) : [];
  const found = new Map(stored.flatMap(({ artifactId, history }) => (history ? [[artifactId, unpackHistory(history)] as const] : [])));
  if (own.length > 0) for (const [artifactId, history] of await readHistories(client, own)) found.set(artifactId, history);
  for (const { artifactId, rev } of missing) {
    const history = found.get(artifactId);
    if (history) keep(artifactId, rev, history);
  }
  return found;
}

function keptAt(artifactId: number, rev: number): FindingHistory | null {
  const kept = memory().byArtifact.get(artifactId);
  return kept?.rev === rev ? kept.history : null;
}

function keep(artifactId: number, rev: number, history: FindingHistory): void {
  const { byArtifact, findings } = memory();
  const before = byArtifact.get(artifactId);
  if (before && before.rev >= rev) return;
  const after = findings + history.codes.length - (before?.history.codes.length ?? 0);
  if (after > findingsKeptMax) return;
  byArtifact.set(artifactId, { rev, history });
  memory().findings = after;
}
