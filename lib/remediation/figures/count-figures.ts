import type { PoolClient } from "pg";
import { candidatesOf } from "@/lib/blast-radius/kept";
import { noTeam } from "@/lib/blast-radius/queries/filters";
import { selectTeams, type TeamRow } from "@/lib/blast-radius/queries/fleet";
import { sendTogether } from "@/lib/db";
import { staleBefore } from "@/lib/inventory/freshness";
import { currentPolicy } from "@/lib/sla";
import { selectRevisions } from "../history";
import { KeptAnswers } from "../kept-answers";
import type { AskRemediation, Coverage } from "../schemas";
import { type AskedArtifact, countTeams } from "./count-teams";
import { coverageBy } from "./coverage";
import { beginOf, dayAt } from "./days";
import { frameOf } from "./frame";
import type { Period } from "./period";
import { type FleetService, selectFleet } from "./queries/fleet";
import { sumOfTallies, type Tally, type TopSizes } from "./tally";

export type FigureFilters = Pick<AskRemediation, "team" | "service" | "kind" | "severity">;
export type FigureQuestion = { filters: FigureFilters; period: Period; sizes: TopSizes };

/**
 * What was counted: by the place of a team, of which the last is services without one, and of all of them. `owning`: places of teams that own a service that is
 * asked about.
 */
export type Counted = {
  tallies: readonly Tally[];
  whole: Tally;
  teams: readonly (TeamRow | null)[];
  owning: ReadonlySet<number>;
  coverage: readonly Omit<Coverage, "share">[];
  pending: number;
};

const everything = { teams: null, services: null, kinds: null, refs: null, scopes: null, direct: null };
const minuteMs = 60_000;

/** The most questions of which a process keeps what was counted. */
const keptMax = 16;
const kept = new KeptAnswers<Counted>(keptMax);

/**
 * Counts all figures of a question in one snapshot: histories in the process, and all else from a few reads in columns. What was counted is the answer again
 * within its minute, as long as nobody wrote anything: the snapshot's stamp says so. Else it is counted again only for teams of which something is other.
 */
export async function countFigures(client: PoolClient, stamp: Promise<string>, question: FigureQuestion, now: Date): Promise<Counted> {
  const at = await stamp;
  const asked = { ...question, minute: Math.floor(now.getTime() / minuteMs) };
  const known = kept.find(at, asked);
  if (known) return known;
  const counted = await countAnew(client, stamp, question, now);
  if (counted.pending === 0) kept.keep(at, asked, counted);
  return counted;
}

async function countAnew(client: PoolClient, stamp: Promise<string>, question: FigureQuestion, now: Date): Promise<Counted> {
  const { filters, period, sizes } = question;
  sendTogether(client);
  const end = beginOf(period.asOf + 1);
  const isPast = period.asOf < dayAt(now.getTime());
  const then = isPast ? new Date(end.getTime() - 1) : now;
  const moment = { facets: everything, asOf: isPast ? then : null, from: null, staleBefore: staleBefore(then) };
  const [revisions, fleet, found, rules, candidates] = await Promise.all([
    selectRevisions(client),
    selectFleet(client),
    selectTeams(client),
    currentPolicy(client),
    stamp.then((text) => candidatesOf(client, text, moment)),
  ]);
  const teams = [...found, null];
  const placeOf = teamPlaces(found, filters);
  const services = new Map(fleet.services.map((service) => [service.id, { ...service, place: placeOf(service) }]));
  const artifacts = new Map<number, AskedArtifact>();
  for (const [artifactId, serviceId] of fleet.serviceIdOf) {
    const service = services.get(serviceId);
    if (service && service.place >= 0)
      artifacts.set(artifactId, { team: service.place, place: { tier: service.tier, exposure: fleet.exposureOf(artifactId) } });
  }
  const frame = frameOf(period, Math.floor(now.getTime() / minuteMs));
  const counted = await countTeams(client, { question, frame, rules, revisions, artifacts, teams: teams.length });
  const owning = new Set([...services.values()].map(({ place }) => place).filter((place) => place >= 0));
  const coverage = coverageBy(fleet.services, candidates, end.getTime(), placeOf, teams.length);
  return { ...counted, whole: sumOfTallies(counted.tallies, frame, sizes), teams, owning, coverage };
}

/** The place of a service's team; -1 for a service that is not asked about. */
function teamPlaces(teams: readonly TeamRow[], { team, service }: FigureFilters): (of: FleetService) => number {
  const places = new Map(teams.map(({ id }, place) => [id, place]));
  const isAsked = [...teams.map(({ slug }) => slug), noTeam].map((slug) => team === undefined || team.includes(slug));
  return ({ teamId, slug }) => {
    const place = (teamId === null ? undefined : places.get(teamId)) ?? teams.length;
    return isAsked[place] && (service === undefined || service.includes(slug)) ? place : -1;
  };
}
