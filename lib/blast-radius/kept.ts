import type { ClientBase } from "pg";
import type { Fleet } from "./hits";
import { KeptMoments } from "./kept-moments";
import { candidatesKeptMax, momentsKeptMax, unknownShownMax } from "./limits";
import { type Candidate, type Candidates, selectCandidates, selectUnknownServices, type UnknownRow } from "./queries/candidates";
import { selectWithoutDevScope } from "./queries/dev-scope";
import type { Facets } from "./queries/filters";
import { selectFleet, selectTeams, type TeamRow } from "./queries/fleet";
import { selectNextStaleAt } from "./queries/next-stale";
import { type ReportedQuestion, selectReported } from "./queries/reported";
import { type RunningBuild, selectRunning } from "./queries/running";

/** What was read of one state of the database, for questions about all services. */
type Kept = {
  stamp: string;
  fleet: Fleet | null;
  teams: readonly TeamRow[] | null;
  moments: KeptMoments;
  /** Services whose newest SBOMs list nothing for development. */
  withoutDevScope: readonly Candidate[] | null;
  /** Builds that run now. */
  running: readonly RunningBuild[] | null;
  /** Whether Inspector observes anything; null: not asked yet. */
  observes: boolean | null;
  /** As they are shown now, by id. */
  unknown: Map<number, UnknownRow>;
};

let kept: Kept = emptyAt("");

/**
 * The fleet of a snapshot, from memory as long as nothing at all has been written since: PostgreSQL's snapshot stamp says so
 * exactly. Null when it is not there.
 */
export function keptFleet(stamp: string, facets: Facets): Fleet | null {
  return kept.stamp === stamp && isWhole(facets) ? kept.fleet : null;
}

/** The fleet of a snapshot, read, and kept unless something is being written or only a part of it is asked about. */
export async function readFleet(client: ClientBase, stamp: string, facets: Facets): Promise<Fleet> {
  const fleet = await selectFleet(client, facets);
  if (isWhole(facets) && isQuiet(stamp)) keptAt(stamp).fleet = fleet;
  return fleet;
}

/** All teams of a snapshot. */
export async function teamsOf(client: ClientBase, stamp: string): Promise<readonly TeamRow[]> {
  if (kept.stamp === stamp && kept.teams) return kept.teams;
  const teams = await selectTeams(client);
  if (isQuiet(stamp)) keptAt(stamp).teams = teams;
  return teams;
}

/** What is shown of some unknown services, in their order. */
export async function unknownServicesOf(client: ClientBase, stamp: string, candidates: readonly Candidate[], asOf: Date | null): Promise<UnknownRow[]> {
  const ids = candidates.map(({ id }) => id);
  if (asOf || !isQuiet(stamp)) return selectUnknownServices(client, ids, asOf);
  const { unknown } = keptAt(stamp);
  const missing = ids.filter((id) => !unknown.has(id));
  if (unknown.size + missing.length > unknownShownMax) unknown.clear();
  const read = await selectUnknownServices(client, missing, null);
  for (const row of read) unknown.set(row.id, row);
  return ids.flatMap((id) => unknown.get(id) ?? []);
}

/** Services whose newest SBOMs list nothing for development, from memory under the same condition. */
export async function withoutDevScopeOf(client: ClientBase, stamp: string, facets: Facets): Promise<readonly Candidate[]> {
  if (kept.stamp === stamp && isWhole(facets) && kept.withoutDevScope) return kept.withoutDevScope;
  const found = await selectWithoutDevScope(client, facets);
  if (isWhole(facets) && isQuiet(stamp)) keptAt(stamp).withoutDevScope = found;
  return found;
}

/** Builds that run now, from memory under the same condition, or ran at a moment. */
export async function runningBuildsOf(client: ClientBase, stamp: string, asOf: Date | null): Promise<readonly RunningBuild[]> {
  if (asOf !== null) return selectRunning(client, asOf);
  if (kept.stamp === stamp && kept.running) return kept.running;
  const found = await selectRunning(client, null);
  if (isQuiet(stamp)) keptAt(stamp).running = found;
  return found;
}

/** Services of which Inspector reports any of it: as long as nothing is written, nothing is read where it observes nothing. */
export async function reportedOf(client: ClientBase, stamp: string, question: ReportedQuestion): Promise<readonly Candidate[]> {
  if (kept.stamp === stamp && kept.observes === false) return [];
  const { candidates, observes } = await selectReported(client, question);
  if (isQuiet(stamp)) keptAt(stamp).observes = observes;
  return candidates;
}

/** Whether Inspector may observe anything, as far as that is known without asking. */
export function mayObserve(stamp: string): boolean {
  return kept.stamp !== stamp || kept.observes !== false;
}

type Moment = { facets: Facets; asOf: Date | null; from: Date | null; staleBefore: Date };

/**
 * Of which services nothing is known at a moment, whatever is asked; from memory under the same condition, and for "now"
 * as long as no further SBOM has become stale.
 */
export async function candidatesOf(client: ClientBase, stamp: string, moment: Moment): Promise<Candidates> {
  const { facets, asOf, from, staleBefore } = moment;
  if (!isWhole(facets) || !isQuiet(stamp)) return selectCandidates(client, moment);
  const known = kept.stamp === stamp ? (asOf ? kept.moments.past(asOf, from) : kept.moments.now(staleBefore)) : null;
  if (known) return known;
  const [found, nextStaleAt] = await Promise.all([selectCandidates(client, moment), asOf ? null : selectNextStaleAt(client, staleBefore)]);
  const { moments } = keptAt(stamp);
  if (asOf) moments.keepPast(found, asOf, from);
  else moments.keepNow(found, { staleBefore, nextStaleAt });
  return found;
}

/** The place for what is read at this stamp; what was kept of an earlier one is dropped. */
function keptAt(stamp: string): Kept {
  if (kept.stamp !== stamp) kept = emptyAt(stamp);
  return kept;
}

function emptyAt(stamp: string): Kept {
  return {
    stamp,
    fleet: null,
    teams: null,
    moments: new KeptMoments({ moments: momentsKeptMax, candidates: candidatesKeptMax }),
    withoutDevScope: null,
    running: null,
    observes: null,
    unknown: new Map(),
  };
}

/**
 * No transaction was running when the snapshot was taken, so any later write changes the stamp. On a primary equal stamps
 * would be enough; on a read replica the stamp does not list what is running.
 */
export function isQuiet(stamp: string): boolean {
  const [oldest, next] = stamp.split(":");
  return oldest !== undefined && oldest === next;
}

function isWhole({ teams, services, kinds, refs }: Facets): boolean {
  return [teams, services, kinds, refs].every((facet) => facet === null);
}
