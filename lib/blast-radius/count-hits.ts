import type { Fleet, Holding } from "./hits";
import { versionsMax } from "./limits";

/** What an answer says of all its hits together. */
export type HitCounts = {
  rows: number;
  /** Hits of each service of the fleet, by its place. */
  rowsOf: Int32Array;
  /** Places in the fleet's services, of those with at least one hit. */
  affected: readonly number[];
  /** By team id; null is services without one. */
  teams: ReadonlyMap<number | null, { services: number; rows: number }>;
  /** Package versions of which there is a hit. */
  held: number;
  /** The versions with the most presences, and in how many services each is. */
  versions: readonly { packageVersionId: number; services: number }[];
};

/** Counts hits by service, team and version. Artifacts that are not in the fleet do not count. @param versionsCounted 0 where no version is to be named */
export function countHits(holdings: readonly Holding[], fleet: Fleet, versionsCounted = versionsMax): HitCounts {
  const rowsOf = new Int32Array(fleet.services.length);
  const sizes = holdings.map(({ artifactIds }) => countRows(artifactIds, fleet, rowsOf));
  const affected: number[] = [];
  const servicesOf = new Int32Array(fleet.teamIds.length);
  const rowsOfTeam = new Int32Array(fleet.teamIds.length);
  let rows = 0;
  for (let place = 0; place < rowsOf.length; place++) {
    const own = rowsOf[place] ?? 0;
    if (own === 0) continue;
    affected.push(place);
    rows += own;
    const team = fleet.teamPlaces[place] ?? 0;
    servicesOf[team] = (servicesOf[team] ?? 0) + 1;
    rowsOfTeam[team] = (rowsOfTeam[team] ?? 0) + own;
  }
  const teams = new Map<number | null, { services: number; rows: number }>();
  fleet.teamIds.forEach((teamId, team) => {
    const services = servicesOf[team] ?? 0;
    if (services > 0) teams.set(teamId, { services, rows: rowsOfTeam[team] ?? 0 });
  });
  const held = holdings.reduce((sum, { packageVersionId }, i) => (packageVersionId !== 0 && (sizes[i] ?? 0) > 0 ? sum + 1 : sum), 0);
  return { rows, rowsOf, affected, teams, held, versions: versionsCounted === 0 ? [] : countVersions(holdings, sizes, fleet, versionsCounted) };
}

function countRows(artifactIds: Int32Array, fleet: Fleet, rowsOf: Int32Array): number {
  let counted = 0;
  for (const artifactId of artifactIds) {
    const place = fleet.serviceOf(artifactId);
    if (place < 0) continue;
    rowsOf[place] = (rowsOf[place] ?? 0) + 1;
    counted += 1;
  }
  return counted;
}

function countVersions(holdings: readonly Holding[], sizes: readonly number[], fleet: Fleet, versionsCounted: number): HitCounts["versions"] {
  const largest = holdings
    .map(({ packageVersionId, artifactIds }, index) => ({ packageVersionId, artifactIds, size: sizes[index] ?? 0 }))
    .filter(({ packageVersionId, size }) => packageVersionId !== 0 && size > 0)
    .sort((a, b) => b.size - a.size || a.packageVersionId - b.packageVersionId)
    .slice(0, versionsCounted);
  return largest.map(({ packageVersionId, artifactIds }) => ({ packageVersionId, services: countServices(artifactIds, fleet) }));
}

// By a service's place the last count that it was in: a service with a version in several artifacts counts once. One table for all answers, because a new
// one of a large fleet for each of them is garbage that costs more than the counting.
let countedIn = new Int32Array(0);
let counts = 0;
const countsMax = 2 ** 31 - 1;

function countServices(artifactIds: Int32Array, fleet: Fleet): number {
  if (countedIn.length < fleet.services.length || counts === countsMax) {
    countedIn = new Int32Array(Math.max(countedIn.length, fleet.services.length));
    counts = 0;
  }
  counts += 1;
  let services = 0;
  for (const artifactId of artifactIds) {
    const place = fleet.serviceOf(artifactId);
    if (place < 0 || countedIn[place] === counts) continue;
    countedIn[place] = counts;
    services += 1;
  }
  return services;
}
