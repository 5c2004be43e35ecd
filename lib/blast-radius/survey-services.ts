import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot } from "@/lib/inventory/read";
import type { Term } from "@/lib/query";
import type { HitBuild } from "./built-in-window";
import { verdictOf } from "./counts-of";
import { type FoundHits, findHits } from "./find-hits";
import { reasonOf } from "./present";
import { presentBuilds } from "./present-exposure";
import { namesOfVersions, type VersionName } from "./queries/names";
import type { Window } from "./queries/window-parts";
import { resolveTerms } from "./resolve-terms";
import type { BlastRadius, BuiltInWindow, UnknownService } from "./schemas";
import { side } from "./sides";
import { compareText } from "./text-order";

/** What is looked for in all services, now and in a window. */
type SurveyServices = { terms: readonly Term[]; window: Window | null };

/** A service that holds or held any of it: on which sides, since when at the earliest, and which package versions (0: the artifact itself). */
type SurveyedService = { slug: string; now: boolean; during: boolean; built: boolean; running: boolean; sinceMs: number; versionIds: number[] };

export type Survey = {
  verdict: { now: BlastRadius["verdict"]; during: BlastRadius["verdict"] | null; built: { services: number; builds: number } | null };
  /** In the order of their slugs. */
  services: SurveyedService[];
  unknown: { id: number; reason: UnknownService["reason"] }[];
  /** Builds of the window that list any of it, newest first. */
  builds: HitBuild[];
  retiredServices: number;
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
      const resolved = await resolveTerms(client, terms);
      const question = { list: null, facets: everywhere, asOf: null, window, when: "any" } as const;
      // By time, so that every hit comes with its own.
      const order = { sort: "since", descending: false, count: Number.MAX_SAFE_INTEGER, after: null } as const;
      const found = await findHits(client, await stamp, { question, seenAt: new Date(), resolved, order });
      const { exposure } = found;
      return {
        verdict: {
          now: verdictOf(exposure?.now ?? found),
          during: exposure && verdictOf(exposure.during),
          built: exposure && { services: exposure.built.affected.length, builds: exposure.builds.length },
        },
        services: servicesOf(found),
        unknown: found.unknown.map(({ id, reason }) => ({ id, reason: reasonOf(reason) })),
        builds: exposure?.builds ?? [],
        retiredServices: found.retired,
        packagesMatched: resolved.packagesMatched,
        advisories: resolved.advisories.mirror,
        unknownAdvisories: resolved.advisories.unknown,
      };
    },
    { plans: "kept" },
  );
}

function servicesOf({ hits, sidesOf }: FoundHits): SurveyedService[] {
  const bySlug = new Map<string, SurveyedService>();
  for (const hit of hits) {
    const sides = sidesOf(hit);
    const own = bySlug.get(hit.slug) ?? { slug: hit.slug, now: false, during: false, built: false, running: false, sinceMs: Number(hit.key), versionIds: [] };
    own.now ||= (sides & side.now) !== 0;
    own.during ||= (sides & (side.during | side.built)) !== 0;
    own.built ||= (sides & side.built) !== 0;
    own.running ||= (sides & (side.production | side.elsewhere)) !== 0;
    own.sinceMs = Math.min(own.sinceMs, Number(hit.key));
    if (!own.versionIds.includes(hit.packageVersionId)) own.versionIds.push(hit.packageVersionId);
    bySlug.set(hit.slug, own);
  }
  for (const { versionIds } of bySlug.values()) versionIds.sort((a, b) => a - b);
  return [...bySlug.values()].sort((a, b) => compareText(a.slug, b.slug));
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
