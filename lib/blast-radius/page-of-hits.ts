import type { HitCounts } from "./count-hits";
import type { Fleet, Holding } from "./hits";
import { compareText, firstOf } from "./text-order";

export type Sort = "service" | "team" | "since";

/** One hit of a page: what the next page begins after. 0 as package version is the artifact itself. */
export type Hit = { key: string | number; slug: string; artifactId: number; packageVersionId: number };

export type HitOrder = {
  sort: Sort;
  descending: boolean;
  /** How many hits at most; one more than a page has tells whether there is another. */
  count: number;
  after: Hit | null;
  teamSlug: (teamId: number) => string;
};

/** Services without a team come after all others. */
const afterAllTeams = "~";

/**
 * The first hits in the asked order, after a place. All columns go the same way. In the orders by service and team each
 * service has at least one hit, so only the next services are looked into; in the order by time only what is recent enough.
 */
export function pageOfHits(holdings: readonly Holding[], fleet: Fleet, { affected }: HitCounts, order: HitOrder): Hit[] {
  const compare = (a: Hit, b: Hit) => (order.descending ? compareHits(b, a) : compareHits(a, b));
  const { after, count } = order;
  const isLater = (hit: Hit) => after === null || compare(hit, after) > 0;
  const candidates = order.sort === "since" ? hitsByTime(holdings, fleet, order, isLater) : hitsOfNextServices(holdings, fleet, affected, order, isLater);
  return firstOf(candidates, count, compare);
}

function compareHits(a: Hit, b: Hit): number {
  return compareKeys(a.key, b.key) || compareText(a.slug, b.slug) || a.artifactId - b.artifactId || a.packageVersionId - b.packageVersionId;
}

function compareKeys(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : compareText(String(a), String(b));
}

type IsLater = (hit: Hit) => boolean;

function hitsOfNextServices(holdings: readonly Holding[], fleet: Fleet, affected: readonly number[], order: HitOrder, isLater: IsLater): Hit[] {
  const slugOf = (place: number) => fleet.services[place]?.slug ?? "";
  const sign = order.descending ? -1 : 1;
  const compare = (a: number, b: number) => sign * (compareText(keyOf(fleet, a, order), keyOf(fleet, b, order)) || compareText(slugOf(a), slugOf(b)));
  const { after } = order;
  const isNext = (place: number) =>
    after === null || sign * (compareKeys(keyOf(fleet, place, order), after.key) || compareText(slugOf(place), after.slug)) >= 0;
  // One more: of the service where the last page ended nothing may be left.
  const isChosen = new Uint8Array(fleet.services.length);
  for (const place of firstOf(after === null ? affected : affected.filter(isNext), order.count + 1, compare)) isChosen[place] = 1;
  const hits: Hit[] = [];
  for (const { packageVersionId, artifactIds } of holdings) {
    for (const artifactId of artifactIds) {
      const place = fleet.serviceOf(artifactId);
      if (isChosen[place] !== 1) continue;
      const hit = { key: keyOf(fleet, place, order), slug: slugOf(place), artifactId, packageVersionId };
      if (isLater(hit)) hits.push(hit);
    }
  }
  return hits;
}

function keyOf(fleet: Fleet, place: number, { sort, teamSlug }: HitOrder): string {
  const service = fleet.services[place];
  if (sort === "service") return service?.slug ?? "";
  return service?.teamId == null ? afterAllTeams : teamSlug(service.teamId);
}

function* hitsByTime(holdings: readonly Holding[], fleet: Fleet, { descending, count, after }: HitOrder, isLater: IsLater): Generator<Hit> {
  const from = after === null ? null : Number(after.key);
  const isAhead = (ms: number) => from === null || (descending ? ms <= from : ms >= from);
  const bound = boundOf(holdings, fleet, { descending, count, isAhead });
  for (const { packageVersionId, artifactIds, sinceMs } of holdings) {
    for (let i = 0; i < artifactIds.length; i++) {
      const ms = sinceMs?.[i] ?? 0;
      if (!isAhead(ms) || (descending ? ms < bound : ms > bound)) continue;
      const artifactId = artifactIds[i] ?? 0;
      const service = fleet.services[fleet.serviceOf(artifactId)];
      const hit = service && { key: ms, slug: service.slug, artifactId, packageVersionId };
      if (hit && isLater(hit)) yield hit;
    }
  }
}

type Bound = { descending: boolean; count: number; isAhead: (ms: number) => boolean };

/** The time that enough hits do not go beyond. Those that share the time of the last place may all have been shown: they do not count. */
function boundOf(holdings: readonly Holding[], fleet: Fleet, { descending, count, isAhead }: Bound): number {
  const times: number[] = [];
  for (const { artifactIds, sinceMs } of holdings) {
    for (let i = 0; i < artifactIds.length; i++) {
      const ms = sinceMs?.[i] ?? 0;
      if (isAhead(ms) && fleet.serviceOf(artifactIds[i] ?? 0) >= 0) times.push(ms);
    }
  }
  const sorted = Float64Array.from(times).sort();
  const edge = descending ? sorted.at(-1) : sorted[0];
  const shared = times.reduce((same, ms) => (ms === edge ? same + 1 : same), 0);
  const at = count + shared;
  return (descending ? sorted.at(-1 - at) : sorted[at]) ?? (descending ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
}
