import type { ClientBase } from "pg";
import { sendTogether } from "@/lib/db";
import { staleBefore } from "@/lib/inventory/freshness";
import { type HitBuild, hitsOfWindow, type WindowFound } from "./built-in-window";
import { countHits, type HitCounts } from "./count-hits";
import type { Fleet, Holding } from "./hits";
import { candidatesOf, keptFleet, readFleet, reportedOf, runningBuildsOf, teamsOf } from "./kept";
import { largeFrom, versionsMax, versionsOfListMax, windowBuildsMax, windowBuildsPerHit } from "./limits";
import { type Hit, type HitOrder, pageOfHits } from "./page-of-hits";
import { selectAllBuildsInWindow } from "./queries/builds-in-window";
import { type Candidate, type Candidates, type Reason, reasonRanks, selectUnjudged } from "./queries/candidates";
import type { HoldersToo } from "./queries/dictionary";
import { type ArtifactDoubt, type DoubtQuestion, selectArtifactDoubts, selectDoubts } from "./queries/doubts";
import type { TeamRow } from "./queries/fleet";
import { type HoldingQuestion, noIds, selectFewHoldings, selectHoldings } from "./queries/holdings";
import type { Reportable } from "./queries/reported";
import { type RunningBuild, type RunningHit, selectRunningHits } from "./queries/running";
import { selectWindowHoldings, type WindowQuestion } from "./queries/window-holdings";
import type { Window } from "./queries/window-parts";
import type { Question } from "./question";
import type { Resolved } from "./resolve-terms";
import { type Running, toRunning } from "./running";
import { mergeSides, ofSides, side, sidesOf } from "./sides";
import { stillThere } from "./still-there";
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
  /** By the newest builds alone. */
  now: Judged;
  /** Null: the question has no window. */
  exposure: Exposure | null;
  /** Where what is asked for runs; null: nobody has said of any build where it runs. */
  running: FoundRunning | null;
  /** What of a hit is true, as bits of `side`. */
  sidesOf: (hit: Pick<Hit, "artifactId" | "packageVersionId">) => number;
};

/** How the sides of an answer with a window stand. */
export type Exposure = { question: WindowQuestion; now: Judged; during: Judged; built: HitCounts; builds: HitBuild[] };

/** Services where it runs in production and elsewhere, and how many have said where anything of theirs runs. */
export type FoundRunning = Pick<Running, "environmentsOf" | "buildOf"> & { production: HitCounts; elsewhere: HitCounts; reported: number };

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
  const isWhole = window !== null || needsFleet || resolved.current !== null || resolved.isLarge || keptFleet(stamp, facets) !== null;
  const [{ holdings: current, fleet: fleetOfHits }, teamRows, background, doubts, unjudged, reported, during, builds] = await Promise.all([
    isWhole ? selectHits(client, stamp, sought, resolved) : selectFewHoldings(client, sought),
    teamsOf(client, stamp),
    candidatesOf(client, stamp, { facets, asOf, from: null, staleBefore: staleBefore(seenAt) }),
    readDoubts(client, isWhole, { ...resolved, facets, asOf, window: null }),
    resolved.advisories.unknown.length > 0 ? selectUnjudged(client, { facets, asOf, from: null }) : [],
    reportedOf(client, stamp, { ...reportableOf(resolved), facets, asOf, from: null }),
    window && readWindow(client, stamp, { ...asked, window }),
    runningBuildsOf(client, stamp, asOf),
  ]);
  const asksWhatRuns = when === "production" || when === "running";
  const { others, doubts: doubtsOfRunning } = await readOlderBuilds(client, builds, sought);
  // What runs, and where nobody says what runs, can be of any service that is asked about.
  const fleet = asksWhatRuns || builds.length > 0 ? (keptFleet(stamp, facets) ?? (await readFleet(client, stamp, facets))) : fleetOfHits;
  const running = builds.length > 0 ? toRunning(current, builds, others) : null;
  const teams = new Map(teamRows.map((team) => [team.id, team]));
  const isMoreThanNow = window !== null || running !== null || asksWhatRuns;
  // Versions are named of the side that is shown.
  const namedOf = (isShown: boolean) => (isShown ? versionsCounted : 0);
  const doubtful = [...doubts(fleet), ...unjudged, ...askedOf(reported, background)];
  const now = judge(current, fleet, background, doubtful, namedOf(!isMoreThanNow || when === "now"));
  const exposed = during ? await exposureOf(client, { now, fleet, during, current, asOf, versionsCounted: namedOf(when === "during") }) : null;
  const all = exposed || running ? mergeSides([running?.holdings ?? current, exposed?.holdings ?? []]) : current;
  const holdings = ofSides(all, sidesOf[when]);
  const ran = { ...now, candidates: [...candidatesAt(doubtsOfRunning, fleet), ...(asksWhatRuns ? withoutDeployment(fleet, builds, now.retired) : [])] };
  const count = () => countHits(holdings, fleet, versionsCounted);
  const shown = isMoreThanNow ? shownOf({ when, count, fleet, now, ran, exposure: exposed?.exposure ?? null }) : now;
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
    now,
    exposure: exposed?.exposure ?? null,
    running: running && {
      ...running,
      production: countHits(ofSides(all, side.production), fleet, 0),
      elsewhere: countHits(ofSides(all, side.elsewhere), fleet, 0),
      reported: new Set(builds.map(({ serviceId }) => fleet.placeOf(serviceId)).filter((place) => place >= 0)).size,
    },
    sidesOf: sidesIn(all),
  };
}

/** Those of which something that is asked about is shipped. */
function askedOf(reported: readonly Candidate[], { retired }: Candidates): Candidate[] {
  if (reported.length === 0 || retired.length === 0) return [...reported];
  const leftOut = new Set(retired);
  return reported.filter(({ id }) => !leftOut.has(id));
}

/** What Inspector may report of what is asked for. By a hash it reports nothing. */
export function reportableOf({ matched, unorderable, unversioned, unreleased, advisories }: Resolved): Reportable {
  return {
    versions: [matched, unorderable, unversioned, unreleased],
    vulnerabilities: advisories.vulnerabilities.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ rowId }) => rowId),
  };
}

/** What builds that run and are not the newest hold, and what cannot be told of them. */
async function readOlderBuilds(
  client: ClientBase,
  builds: readonly RunningBuild[],
  sought: HoldingQuestion & Resolved,
): Promise<{ others: RunningHit[]; doubts: ArtifactDoubt[] }> {
  const older = builds.filter(({ isHead }) => !isHead);
  if (older.length === 0) return { others: [], doubts: [] };
  const doubtful: [string, Reason][] = [
    [sought.unversioned, "no_version"],
    [sought.unorderable, "unorderable_version"],
    [sought.unreleased, "no_release"],
  ];
  const [others, ...found] = await Promise.all([
    selectRunningHits(client, older, sought),
    ...doubtful.map(async ([matched, reason]) =>
      matched === noIds
        ? []
        : (await selectRunningHits(client, older, { ...sought, matched, hashed: noIds, digests: [] })).map(({ artifactId }) => ({ artifactId, reason })),
    ),
  ]);
  const incomplete = older.filter(({ isIncomplete }) => isIncomplete).map(({ artifactId }) => ({ artifactId, reason: "incomplete_sbom" as const }));
  return { others, doubts: [...found.flat(), ...incomplete] };
}

function candidatesAt(doubts: readonly ArtifactDoubt[], fleet: Fleet): Candidate[] {
  return doubts.flatMap(({ artifactId, reason }) => {
    const service = fleet.services[fleet.serviceOf(artifactId)];
    return service ? [{ id: service.id, slug: service.slug, reason: reasonRanks.indexOf(reason) }] : [];
  });
}

/** Services of which nobody has said where anything of theirs runs. */
function withoutDeployment(fleet: Fleet, builds: readonly RunningBuild[], retired: readonly number[]): Candidate[] {
  const known = new Set([...retired, ...builds.map(({ serviceId }) => serviceId)]);
  const reason = reasonRanks.indexOf("no_deployment");
  return fleet.services.filter(({ id }) => !known.has(id)).map(({ id, slug }) => ({ id, slug, reason }));
}

/** Whose doubt it is, is told by the fleet where all of it is read: a join with every artifact for a dozen of them costs as much as reading who holds a thousand versions. */
async function readDoubts(client: ClientBase, isWhole: boolean, question: DoubtQuestion): Promise<(fleet: Fleet) => readonly Candidate[]> {
  if (isWhole) {
    const found = await selectArtifactDoubts(client, question);
    return (fleet) => candidatesAt(found, fleet);
  }
  const candidates = await selectDoubts(client, question);
  return () => candidates;
}

type FleetHoldings = { holdings: Holding[]; fleet: Fleet };

async function selectHits(client: ClientBase, stamp: string, asked: HoldingQuestion, { current }: Resolved): Promise<FleetHoldings> {
  const [holdings, fleet] = await Promise.all([
    current ?? selectHoldings(client, asked),
    keptFleet(stamp, asked.facets) ?? readFleet(client, stamp, asked.facets),
  ]);
  return { holdings, fleet };
}

/** Whether who holds the versions of a question can be read with them: of now, without facets on rows, and when the fleet is known already. */
export async function holdersToo(stamp: Promise<string>, { facets, asOf, window }: Asked["question"], sort: HitOrder["sort"]): Promise<HoldersToo | null> {
  if (asOf !== null || facets.scopes !== null || facets.direct !== null) return null;
  return keptFleet(await stamp, facets) === null ? null : { withTimes: sort === "since" || window !== null };
}

type WindowRead = WindowFound & { background: Candidates; doubtsOf: (fleet: Fleet) => readonly Candidate[] };

async function readWindow(
  client: ClientBase,
  stamp: string,
  { question: { facets, asOf }, seenAt, resolved, window }: Asked & { window: Window },
): Promise<WindowRead> {
  const now = asOf === null ? seenAt : new Date();
  // The last moment of the window, or now while it lasts.
  const end = new Date(Math.min(window.to.getTime() - 1, now.getTime()));
  const question = { ...resolved, facets, window };
  const hits = hitsOf(resolved);
  const [overlapping, allBuilds, background, doubts, unjudged, reported] = await Promise.all([
    selectWindowHoldings(client, question, isOfNow(asOf, resolved) ? "ended" : "all"),
    hits >= largeFrom ? selectAllBuildsInWindow(client, window, Math.min(windowBuildsPerHit * hits, windowBuildsMax)) : null,
    candidatesOf(client, stamp, { facets, asOf: end, from: window.from, staleBefore: staleBefore(end) }),
    readDoubts(client, true, { ...resolved, facets, asOf: null, window }),
    resolved.advisories.unknown.length > 0 ? selectUnjudged(client, { facets, asOf: end, from: window.from }) : [],
    reportedOf(client, stamp, { ...reportableOf(resolved), facets, asOf: end, from: window.from }),
  ]);
  return { question, overlapping, allBuilds, background, doubtsOf: (fleet) => [...doubts(fleet), ...unjudged, ...askedOf(reported, background)] };
}

/** Whether what a window has and is still there is what is there now: not where a hash or digest says since when. */
function isOfNow(asOf: Date | null, { digests }: Pick<WindowQuestion, "digests">): boolean {
  return asOf === null && digests.length === 0;
}

/** How many hits there are now, or at least where that is not known yet. */
function hitsOf({ current, isLarge }: Resolved): number {
  if (current === null) return isLarge ? largeFrom : 0;
  return current.reduce((sum, { artifactIds }) => sum + artifactIds.length, 0);
}

type Exposing = { now: Judged; fleet: Fleet; during: WindowRead; current: readonly Holding[]; asOf: Date | null; versionsCounted: number };

async function exposureOf(
  client: ClientBase,
  { now, fleet, during, current, asOf, versionsCounted }: Exposing,
): Promise<{ exposure: Exposure; holdings: Holding[] }> {
  const { question, background, doubtsOf } = during;
  const overlapping = isOfNow(asOf, question) ? [...stillThere(current, question.window.to), ...during.overlapping] : during.overlapping;
  const { holdings, builds } = await hitsOfWindow(client, { ...during, overlapping }, fleet);
  const merged = mergeSides([holdings]);
  const judged = judge(merged, fleet, background, doubtsOf(fleet), versionsCounted);
  const built = countHits(ofSides(merged, side.built), fleet, 0);
  return { exposure: { question, now, during: judged, built, builds }, holdings: merged };
}

/** `ran`: as now, with what is not known of the builds that run. */
type Shown = { when: Question["when"]; count: () => HitCounts; fleet: Fleet; now: Judged; ran: Judged; exposure: Exposure | null };

/** The side that is shown. Of builds alone nothing more is known than of the window; "any" side is unknown where either is. */
function shownOf({ when, count, fleet, now, ran, exposure }: Shown): Judged {
  if (when === "now") return now;
  if (exposure === null || when === "production" || when === "running") return unionOf(count(), fleet, [now, ran]);
  if (when === "during") return exposure.during;
  return unionOf(count(), fleet, when === "any" ? [now, ran, exposure.during] : [exposure.during]);
}

function sidesIn(holdings: readonly Holding[]): FoundHits["sidesOf"] {
  const byVersion = new Map(holdings.map((holding) => [holding.packageVersionId, holding]));
  // An export asks for each of its rows.
  const bitsByVersion = new Map<number, ReadonlyMap<number, number>>();
  return ({ artifactId, packageVersionId }) => {
    const holding = byVersion.get(packageVersionId);
    if (!holding) return 0;
    if (holding.sides === null) return side.now;
    const bits = bitsByVersion.get(packageVersionId) ?? new Map(Array.from(holding.artifactIds, (id, place) => [id, holding.sides?.[place] ?? 0]));
    bitsByVersion.set(packageVersionId, bits);
    return bits.get(artifactId) ?? 0;
  };
}
