import type { ClientBase } from "pg";
import { type AffectedAnswer, type AffectedQuestion, selectAffected, type UnknownRow } from "./queries/affected";
import { selectNextStaleAt } from "./queries/next-stale";

/** What is so whatever is asked about all services now: how many there are, and of which nothing is known. */
export type Background = { services: number; newestSbomAt: Date | null; unknown: readonly UnknownRow[]; ids: readonly number[] };

/** More than so many are not kept. */
const unknownMax = 5_000;

type Kept = { stamp: string; staleBefore: Date; nextStaleAt: Date | null; background: Background };
let kept: Kept | null = null;

/**
 * The background of a snapshot, from memory as long as nothing at all has been written since and no SBOM has become stale:
 * PostgreSQL's snapshot stamp says so exactly. Null while something is being written: then it is part of the question.
 */
export async function backgroundOf(client: ClientBase, stamp: string, staleBefore: Date): Promise<Background | null> {
  if (kept !== null && kept.stamp === stamp && kept.staleBefore <= staleBefore && (kept.nextStaleAt === null || staleBefore <= kept.nextStaleAt)) {
    return kept.background;
  }
  if (!isQuiet(stamp)) return null;
  const answer = await selectAffected(client, { ...nothingAsked, staleBefore, unknownLimit: unknownMax + 1 });
  if (answer.unknown.length > unknownMax) return null;
  const { services, newestSbomAt, unknown } = answer;
  const background: Background = { services, newestSbomAt, unknown, ids: unknown.map((row) => row.id) };
  kept = { stamp, staleBefore, nextStaleAt: await selectNextStaleAt(client, staleBefore), background };
  return background;
}

/** Whether a question is about all services, now, and all that it leaves unknown is in the background. */
export function hasBackground({ facets, asOf, unorderable, unversioned }: Pick<AffectedQuestion, "facets" | "asOf" | "unorderable" | "unversioned">): boolean {
  const { teams, services, kinds, refs } = facets;
  return asOf === null && unorderable === "{}" && unversioned === "{}" && [teams, services, kinds, refs].every((facet) => facet === null);
}

/** The answer with its background: who of the unknown is affected is not unknown. */
export function withBackground(answer: AffectedAnswer, background: Background, unknownLimit: number): AffectedAnswer {
  const affected = new Set(answer.known);
  const unknown = affected.size === 0 ? background.unknown : background.unknown.filter((row) => !affected.has(row.id));
  const counts = new Map<number, number>();
  for (const { reason } of unknown) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return {
    ...answer,
    services: background.services,
    newestSbomAt: background.newestSbomAt,
    unknown: unknown.slice(0, unknownLimit),
    unknownByReason: [...counts].map(([reason, services]) => ({ reason, services })),
  };
}

/** No transaction was running when the snapshot was taken. */
function isQuiet(stamp: string): boolean {
  const [oldest, next] = stamp.split(":");
  return oldest !== undefined && oldest === next;
}

const nothingAsked = {
  matched: "{}",
  unorderable: "{}",
  unversioned: "{}",
  isLarge: false,
  digests: [],
  documents: [],
  facets: { teams: null, services: null, kinds: null, refs: null, scopes: null, direct: null },
  asOf: null,
  sort: "service",
  descending: false,
  limit: 0,
  background: null,
  after: null,
} as const;
