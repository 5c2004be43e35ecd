import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot } from "@/lib/inventory/read";
import type { Term } from "@/lib/query";
import { runningOf } from "./answer-terms";
import type { HitBuild } from "./built-in-window";
import { verdictOf } from "./counts-of";
import { type FoundHits, findHits, holdersToo } from "./find-hits";
import { withoutDevScopeOf } from "./kept";
import { reasonOf } from "./present";
import { presentBuilds } from "./present-exposure";
import { namesOfVersions, type VersionName } from "./queries/names";
import type { Window } from "./queries/window-parts";
import { resolveTerms } from "./resolve-terms";
import type { BlastRadius, BuiltInWindow, UnknownService } from "./schemas";
import { side } from "./sides";

/** What is looked for in all services, now and in a window. */
type SurveyServices = { terms: readonly Term[]; window: Window | null };

/** A service that holds or held any of it: on which sides, since when at the earliest, and which package versions (0: the artifact itself). */
type SurveyedService = { id: number; sides: number; sinceMs: number; versionIds: number[] };

export type Survey = {
  verdict: {
    now: BlastRadius["verdict"];
    during: BlastRadius["verdict"] | null;
    built: { services: number; builds: number } | null;
    running: BlastRadius["running"];
  };
  /** By id. `sides` are bits of `side`. */
  services: SurveyedService[];
  unknown: { id: number; reason: UnknownService["reason"] }[];
  /** Builds of the window that list any of it, newest first. */
  builds: HitBuild[];
  retiredServices: number;
  /** Services whose newest SBOMs list nothing for development, tests or the build: what their CI ran is not known. */
  withoutDevScope: number;
  packagesMatched: number;
  /** How old the mirror of advisories is, when an advisory is asked for. */
  advisories: BlastRadius["meta"]["advisories"];
  unknownAdvisories: string[];
};

const everywhere = { teams: null, services: null, kinds: null, refs: null, scopes: null, direct: null };

/** The answer to a question about the whole fleet, service by service and without pages: what is kept of it can be compared with the next one. */
export async function surveyServices({ ctx, input }: Verb<SurveyServices>): Promise<Survey> {
  requireScope(ctx, "inventory:read");
  const { terms, window } = input;
  return inSnapshot(
    async (client, stamp) => {
      const question = { list: null, facets: everywhere, asOf: null, window, when: "any" } as const;
      // By time, so that everything that is held comes with its own.
      const order = { sort: "since", descending: false, count: 0, after: null } as const;
      const resolved = await resolveTerms(client, terms, () => holdersToo(stamp, question, order.sort));
      const state = await stamp;
      const found = await findHits(client, state, { question, seenAt: new Date(), resolved, order });
      const withoutDevScope = await withoutDevScopeOf(client, state, everywhere);
      const { exposure } = found;
      return {
        verdict: {
          now: verdictOf(found.now),
          during: exposure && verdictOf(exposure.during),
          built: exposure && { services: exposure.built.affected.length, builds: exposure.builds.length },
          running: runningOf(found),
        },
        services: servicesOf(found),
        unknown: found.unknown.map(({ id, reason }) => ({ id, reason: reasonOf(reason) })),
        builds: exposure?.builds ?? [],
        withoutDevScope: withoutDevScope.length,
        retiredServices: found.retiredIds.length,
        packagesMatched: resolved.packagesMatched,
        advisories: resolved.advisories.mirror,
        unknownAdvisories: resolved.advisories.unknown,
      };
    },
    { plans: "kept" },
  );
}

function servicesOf({ holdings, fleet }: FoundHits): SurveyedService[] {
  const byPlace = new Map<number, { id: number; sides: number; sinceMs: number; versionIds: Set<number> }>();
  for (const { packageVersionId, artifactIds, sinceMs, sides } of holdings) {
    artifactIds.forEach((artifactId, i) => {
      const place = fleet.serviceOf(artifactId);
      const service = fleet.services[place];
      if (!service) return;
      const own = byPlace.get(place) ?? { id: service.id, sides: 0, sinceMs: Number.POSITIVE_INFINITY, versionIds: new Set<number>() };
      own.sides |= sides === null ? side.now : (sides[i] ?? 0);
      own.sinceMs = Math.min(own.sinceMs, sinceMs?.[i] ?? Number.POSITIVE_INFINITY);
      own.versionIds.add(packageVersionId);
      byPlace.set(place, own);
    });
  }
  return [...byPlace.values()].sort((a, b) => a.id - b.id).map(({ versionIds, ...own }) => ({ ...own, versionIds: [...versionIds].sort((a, b) => a - b) }));
}

export type SurveyNames = { versions: ReadonlyMap<number, VersionName>; builds: BuiltInWindow[] };

/** The names of what a survey found: of package versions, and of builds in their order. */
export async function nameSurveyed({ ctx, input }: Verb<{ versionIds: readonly number[]; builds: readonly HitBuild[] }>): Promise<SurveyNames> {
  requireScope(ctx, "inventory:read");
  return inSnapshot(async (client) => ({
    versions: await namesOfVersions(
      client,
      input.versionIds.filter((id) => id !== 0),
    ),
    builds: await presentBuilds(client, input.builds),
  }));
}
