import { type Survey, side } from "@/lib/blast-radius";
import type { unknownReasons } from "@/lib/blast-radius/schemas";

/** What is true of a service, as bits. They are stored: never give one another meaning. */
export const mark = { now: 1, during: 2, built: 4, production: 8, elsewhere: 16 } as const;

/** A service of an answer: its id, marks, since when in milliseconds, and the package versions that it holds or held (0: the artifact itself). */
export type AnsweredService = [id: number, marks: number, sinceMs: number, versionIds: number[]];
type AnsweredBuild = [artifactId: number, seq: number, builtMs: number, versionIds: number[]];

/** An answer as a run keeps it: small, and the same text when nothing changed. */
export type Answer = {
  services: AnsweredService[];
  unknown: [id: number, reason: (typeof unknownReasons)[number]][];
  /** Newest first; the first thousand of all. */
  builds: AnsweredBuild[];
};

/** Ids of services: newly affected, not affected any more, affected before and holding it now (again), and holding it no more. */
export type Changes = { joined: number[]; left: number[]; nowAgain: number[]; notNow: number[] };

const buildsKeptMax = 1_000;

export function toAnswer({ services, unknown, builds }: Pick<Survey, "services" | "unknown" | "builds">): Answer {
  return {
    services: services.map(({ id, sides, sinceMs, versionIds }) => [id, marksOf(sides), sinceMs, versionIds]),
    unknown: unknown.map(({ id, reason }) => [id, reason]),
    builds: builds.slice(0, buildsKeptMax).map(({ artifactId, seq, builtMs, packageVersionIds }) => [artifactId, seq, builtMs, packageVersionIds]),
  };
}

/** Built in the window is in it too, if only for a moment. */
function marksOf(sides: number): number {
  const now = sides & side.now ? mark.now : 0;
  const during = sides & (side.during | side.built) ? mark.during : 0;
  const built = sides & side.built ? mark.built : 0;
  const production = sides & side.production ? mark.production : 0;
  const elsewhere = sides & side.elsewhere ? mark.elsewhere : 0;
  return now | during | built | production | elsewhere;
}

/** What an answer says that the one before did not. Without one before, everything is new. */
export function changesBetween(before: Answer | null, after: Answer): Changes {
  const earlier = new Map(before?.services.map((service) => [service[0], service]));
  const later = new Set(after.services.map(([id]) => id));
  const changes: Changes = { joined: [], left: [], nowAgain: [], notNow: [] };
  for (const [id, marks] of after.services) {
    const was = earlier.get(id);
    if (!was) changes.joined.push(id);
    else if ((marks & mark.now) !== 0 && (was[1] & mark.now) === 0) changes.nowAgain.push(id);
    else if ((marks & mark.now) === 0 && (was[1] & mark.now) !== 0) changes.notNow.push(id);
  }
  for (const id of earlier.keys()) if (!later.has(id)) changes.left.push(id);
  return changes;
}

/** Services of which an answer says something worse than the one before: they joined, hold it again, run it, were built in the window, or hold another version of it. */
export function worsened(before: Answer | null, after: Answer): AnsweredService[] {
  const earlier = new Map(before?.services.map((service) => [service[0], service]));
  return after.services.filter(([id, marks, , versionIds]) => {
    const was = earlier.get(id);
    if (!was) return true;
    const known = new Set(was[3]);
    return (marks & ~was[1] & (mark.now | mark.built | mark.production | mark.elsewhere)) !== 0 || versionIds.some((version) => !known.has(version));
  });
}

/**
 * Whether what is true of a service takes away the ground of a judgement: it holds another version, holds it now, runs it in production or was built
 * in the window, and was not known to when that was judged.
 */
export function outdatesJudgement(then: AnsweredService | undefined, [, marks, , versionIds]: AnsweredService): boolean {
  if (!then) return true;
  return (marks & ~then[1] & (mark.now | mark.built | mark.production)) !== 0 || versionIds.some((version) => !then[3].includes(version));
}

export const isAffected = (marks: number, side: keyof typeof mark): boolean => (marks & mark[side]) !== 0;
