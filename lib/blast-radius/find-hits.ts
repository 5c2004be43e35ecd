import type { ClientBase } from "pg";
import { sendTogether } from "@/lib/db";
import { staleBefore } from "@/lib/inventory/freshness";
import { countHits, type HitCounts } from "./count-hits";
import type { Fleet, Holding } from "./hits";
import { candidatesOf, keptFleet, readFleet, teamsOf } from "./kept";
import { type Hit, type HitOrder, pageOfHits } from "./page-of-hits";
import { type Candidate, selectDoubts, selectUnjudged } from "./queries/candidates";
import type { TeamRow } from "./queries/fleet";
import { type HoldingQuestion, selectFewHoldings, selectHoldings } from "./queries/holdings";
import type { Question } from "./question";
import type { Resolved } from "./resolve-terms";
import { compareText } from "./text-order";

/** Everything that an answer counts, and its first hits in the asked order. */
export type FoundHits = {
  hits: Hit[];
  counts: HitCounts;
  teams: ReadonlyMap<number, TeamRow>;
  /** All services that are asked about. */
  services: number;
  newestSbomAt: Date | null;
  /** Services of which something is not known, by slug; none of them is affected. */
  unknown: Candidate[];
};

export type Asked = { question: Pick<Question, "facets" | "asOf">; seenAt: Date; resolved: Resolved; order: Omit<HitOrder, "teamSlug"> };

/** Finds hits by index and counts them in the process; all on one snapshot, in one round trip when the fleet is known. */
export async function findHits(client: ClientBase, stamp: string, { question, seenAt, resolved, order }: Asked): Promise<FoundHits> {
  const { facets, asOf } = question;
  sendTogether(client);
  const [{ holdings, fleet }, teamRows, background, doubts, unjudged] = await Promise.all([
    selectHits(client, stamp, { ...resolved, facets, asOf, withTimes: order.sort === "since" }, resolved.isLarge),
    teamsOf(client, stamp),
    candidatesOf(client, stamp, { facets, asOf, staleBefore: staleBefore(seenAt) }),
    selectDoubts(client, { ...resolved, facets, asOf }),
    resolved.advisories.unknown.length > 0 ? selectUnjudged(client, facets) : [],
  ]);
  const teams = new Map(teamRows.map((team) => [team.id, team]));
  const counts = countHits(holdings, fleet);
  return {
    hits: pageOfHits(holdings, fleet, counts, { ...order, teamSlug: (id) => teams.get(id)?.slug ?? "" }),
    counts,
    teams,
    services: background.services,
    newestSbomAt: background.newestSbomAt,
    unknown: unknownOf(background.candidates, [...doubts, ...unjudged], fleet, counts),
  };
}

async function selectHits(client: ClientBase, stamp: string, asked: HoldingQuestion, isLarge: boolean): Promise<{ holdings: Holding[]; fleet: Fleet }> {
  const known = keptFleet(stamp, asked.facets);
  if (known === null && !isLarge) return selectFewHoldings(client, asked);
  const [holdings, fleet] = await Promise.all([selectHoldings(client, asked), known ?? readFleet(client, stamp, asked.facets)]);
  return { holdings, fleet };
}

/** Each candidate once, with its most telling reason, unless it is affected: that is known. Those of the background are in order. */
function unknownOf(background: readonly Candidate[], doubts: readonly Candidate[], fleet: Fleet, { rowsOf }: HitCounts): Candidate[] {
  const isUnknown = ({ id }: Candidate) => (rowsOf[fleet.placeOf(id)] ?? 0) === 0;
  if (doubts.length === 0) return background.filter(isUnknown);
  const byId = new Map(background.filter(isUnknown).map((candidate) => [candidate.id, candidate]));
  for (const candidate of doubts.filter(isUnknown)) {
    const earlier = byId.get(candidate.id);
    if (!earlier || candidate.reason < earlier.reason) byId.set(candidate.id, candidate);
  }
  return [...byId.values()].sort((a, b) => compareText(a.slug, b.slug));
}
