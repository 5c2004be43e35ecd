import type { ClientBase } from "pg";
import { sendTogether } from "@/lib/db";
import { staleBefore } from "@/lib/inventory/freshness";
import { type HitBuild, hitsOfWindow } from "./built-in-window";
import { countHits, type HitCounts } from "./count-hits";
import type { Fleet, Holding } from "./hits";
import { candidatesOf, keptFleet, readFleet, teamsOf } from "./kept";
import { versionsMax, versionsOfListMax } from "./limits";
import { type Hit, type HitOrder, pageOfHits } from "./page-of-hits";
import { type Candidate, type Candidates, selectDoubts, selectUnjudged } from "./queries/candidates";
import type { TeamRow } from "./queries/fleet";
import { type HoldingQuestion, selectFewHoldings, selectHoldings } from "./queries/holdings";
import { selectWindowHoldings } from "./queries/window-holdings";
import type { Window } from "./queries/window-parts";
import type { Question } from "./question";
import type { Resolved } from "./resolve-terms";
import { mergeSides, ofSides, side, sidesOf } from "./sides";
import { type Judged, judge, unionOf } from "./verdicts";

/** Everything that an answer counts, and its first hits in the asked order. */
export type FoundHits = {
  hits: Hit[];
  counts: HitCounts;
  /** Who holds what, on the sides that are shown. */
  holdings: Holding[];
  fleet: Fleet;
  teams: ReadonlyMap<number, TeamRow>;
  /** All services that are asked about. */
  services: number;
  /** Services that are not among them, because all that is asked about in them was retired. */
  retiredIds: readonly number[];
  newestSbomAt: Date | null;
  /** Services of which something is not known, by slug; none of them is affected. */
  unknown: Candidate[];
  /** Null: the question has no window. */
  exposure: Exposure | null;
  /** What of a hit is true, as bits of `side`. */
  sidesOf: (hit: Pick<Hit, "artifactId" | "packageVersionId">) => number;
};

/** How the sides of an answer with a window stand. */
export type Exposure = { window: Window; now: Judged; during: Judged; built: HitCounts; builds: HitBuild[] };

export type Asked = {
  question: Pick<Question, "list" | "facets" | "asOf" | "window" | "when">;
  seenAt: Date;
  resolved: Resolved;
  order: Omit<HitOrder, "teamSlug">;
  /** Whether the fleet must have every service that is asked about, and not only those with a hit. */
  needsFleet?: boolean;
};

/** Finds hits by index and counts them in the process; all on one snapshot, in one round trip when the fleet is known. */
export async function findHits(client: ClientBase, stamp: string, asked: Asked): Promise<FoundHits> {
  const { question, seenAt, resolved, order, needsFleet = false } = asked;
  const { list, facets, asOf, window, when } = question;
  const versionsCounted = list === null ? versionsMax : versionsOfListMax;
  sendTogether(client);
  const sought = { ...resolved, facets, asOf, withTimes: order.sort === "since" || window !== null };
  const [{ holdings: current, fleet }, teamRows, background, doubts, unjudged, during] = await Promise.all([
    selectHits(client, stamp, sought, resolved.isLarge || window !== null || needsFleet),
    teamsOf(client, stamp),
    candidatesOf(client, stamp, { facets, asOf, from: null, staleBefore: staleBefore(seenAt) }),
    selectDoubts(client, { ...resolved, facets, asOf, window: null }),
    resolved.advisories.unknown.length > 0 ? selectUnjudged(client, facets, asOf) : [],
    window && readWindow(client, stamp, { ...asked, window }),
  ]);
  const teams = new Map(teamRows.map((team) => [team.id, team]));
  const now = judge(current, fleet, background, [...doubts, ...unjudged], versionsCounted);
  const exposed = window && during ? await exposureOf(client, { window, now, fleet, during, unjudged, versionsCounted }) : null;
  const all = exposed ? mergeSides([current, exposed.holdings]) : current;
  const holdings = ofSides(all, sidesOf[when]);
  const shown = exposed ? shownOf({ when, counts: countHits(holdings, fleet, versionsCounted), fleet, exposed: exposed.exposure }) : now;
  return {
    hits: pageOfHits(holdings, fleet, shown.counts, { ...order, teamSlug: (id) => teams.get(id)?.slug ?? "" }),
    counts: shown.counts,
    holdings,
    fleet,
    teams,
    services: shown.services,
    retiredIds: shown.retired,
    newestSbomAt: background.newestSbomAt,
    unknown: shown.unknown,
    exposure: exposed?.exposure ?? null,
    sidesOf: sidesIn(all),
  };
}

async function selectHits(client: ClientBase, stamp: string, asked: HoldingQuestion, isWhole: boolean): Promise<{ holdings: Holding[]; fleet: Fleet }> {
  const known = keptFleet(stamp, asked.facets);
  if (known === null && !isWhole) return selectFewHoldings(client, asked);
  const [holdings, fleet] = await Promise.all([selectHoldings(client, asked), known ?? readFleet(client, stamp, asked.facets)]);
  return { holdings, fleet };
}

type WindowRead = { overlapping: Awaited<ReturnType<typeof selectWindowHoldings>>; background: Candidates; doubts: Candidate[] };

async function readWindow(client: ClientBase, stamp: string, { question, seenAt, resolved, window }: Asked & { window: Window }): Promise<WindowRead> {
  const { facets } = question;
  // The last moment of the window, or now while it lasts.
  const end = new Date(Math.min(window.to.getTime() - 1, seenAt.getTime()));
  const [overlapping, background, doubts] = await Promise.all([
    selectWindowHoldings(client, { ...resolved, facets, asOf: null, withTimes: true }, window),
    candidatesOf(client, stamp, { facets, asOf: end, from: window.from, staleBefore: staleBefore(end) }),
    selectDoubts(client, { ...resolved, facets, asOf: end, window }),
  ]);
  return { overlapping, background, doubts };
}

type Exposing = { window: Window; now: Judged; fleet: Fleet; during: WindowRead; unjudged: readonly Candidate[]; versionsCounted: number };

async function exposureOf(
  client: ClientBase,
  { window, now, fleet, during, unjudged, versionsCounted }: Exposing,
): Promise<{ exposure: Exposure; holdings: Holding[] }> {
  const { holdings, builds } = await hitsOfWindow(client, during.overlapping, fleet, window);
  const merged = mergeSides([holdings]);
  const judged = judge(merged, fleet, during.background, [...during.doubts, ...unjudged], versionsCounted);
  const built = countHits(ofSides(merged, side.built), fleet);
  const counted = builds.filter(({ artifactId }) => fleet.serviceOf(artifactId) >= 0);
  return { exposure: { window, now, during: judged, built, builds: counted }, holdings: merged };
}

/** The side that is shown. Of builds alone nothing more is known than of the window; "any" side is unknown where either is. */
function shownOf({ when, counts, fleet, exposed }: { when: Question["when"]; counts: HitCounts; fleet: Fleet; exposed: Exposure }): Judged {
  if (when === "now") return exposed.now;
  if (when === "during") return exposed.during;
  const from = when === "any" ? [exposed.now, exposed.during] : [exposed.during];
  return unionOf(counts, fleet, from);
}

function sidesIn(holdings: readonly Holding[]): FoundHits["sidesOf"] {
  const byVersion = new Map(holdings.map((holding) => [holding.packageVersionId, holding]));
  return ({ artifactId, packageVersionId }) => {
    const holding = byVersion.get(packageVersionId);
    if (!holding) return 0;
    return holding.sides === null ? side.now : (holding.sides[holding.artifactIds.indexOf(artifactId)] ?? 0);
  };
}
