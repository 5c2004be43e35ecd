import { countHits, type HitCounts } from "./count-hits";
import type { Fleet, Holding } from "./hits";
import type { Candidate, Candidates } from "./queries/candidates";
import { compareText } from "./text-order";

/** One side of an answer, judged: who is affected, of whom something is not known, and among how many services. */
export type Judged = {
  counts: HitCounts;
  /** Services that are asked about. */
  services: number;
  /** Ids of services that are left out, because all that is asked about in them was retired. */
  retired: readonly number[];
  /** By slug; none of them is affected. */
  unknown: Candidate[];
  /** Whose newest SBOM, or what they hold, leaves something open, affected or not. */
  candidates: readonly Candidate[];
};

/** Judges who holds what is asked for against what is not known, at one moment or in a window. */
export function judge(holdings: readonly Holding[], fleet: Fleet, background: Candidates, doubts: readonly Candidate[], versionsCounted: number): Judged {
  const counts = countHits(holdings, fleet, versionsCounted);
  const candidates = withDoubts(background.candidates, doubts);
  return { counts, services: background.services, retired: background.retired, unknown: notAffected(candidates, fleet, counts), candidates };
}

/**
 * Several sides as one: a service is asked about, and something of it not known, when that is so on any side. What is retired and still runs somewhere is
 * asked about when it is affected by that, or when that cannot be judged.
 */
export function unionOf(counts: HitCounts, fleet: Fleet, sides: readonly Judged[]): Judged {
  const [first, ...others] = sides;
  if (!first) throw new Error("There is at least one side.");
  const candidates = others.reduce<readonly Candidate[]>((all, other) => withDoubts(all, other.candidates), first.candidates);
  const doubtful = new Set(candidates.map(({ id }) => id));
  const retiredElsewhere = first.retired.length === 0 ? [] : others.map(({ retired }) => new Set(retired));
  const isLeftOut = (id: number) => retiredElsewhere.every((ids) => ids.has(id)) && !isAffected(id, fleet, counts) && !doubtful.has(id);
  const retired = first.retired.filter(isLeftOut);
  const services = first.services + first.retired.length - retired.length;
  return { counts, services, retired, unknown: notAffected(candidates, fleet, counts), candidates };
}

/** Each candidate once, with its most telling reason. Those of the background are in order, and so is the answer. */
function withDoubts(background: readonly Candidate[], doubts: readonly Candidate[]): readonly Candidate[] {
  if (doubts.length === 0) return background;
  const byId = new Map<number, Candidate>();
  for (const candidate of doubts) {
    const earlier = byId.get(candidate.id);
    if (!earlier || candidate.reason < earlier.reason) byId.set(candidate.id, candidate);
  }
  const more = [...byId.values()].sort((a, b) => compareText(a.slug, b.slug));
  const all: Candidate[] = [];
  let next = 0;
  for (const candidate of background) {
    for (let other = more[next]; other && compareText(other.slug, candidate.slug) < 0; other = more[++next]) all.push(other);
    const same = more[next];
    if (same?.id !== candidate.id) all.push(candidate);
    else {
      all.push(same.reason < candidate.reason ? same : candidate);
      next += 1;
    }
  }
  return [...all, ...more.slice(next)];
}

/** What is affected is known. */
function notAffected(candidates: readonly Candidate[], fleet: Fleet, counts: HitCounts): Candidate[] {
  return candidates.filter(({ id }) => !isAffected(id, fleet, counts));
}

function isAffected(serviceId: number, fleet: Fleet, { rowsOf }: HitCounts): boolean {
  return (rowsOf[fleet.placeOf(serviceId)] ?? 0) > 0;
}
