import type { AwsResource } from "@/lib/aws/model";
import { descriptionText } from "./encode";

/** A resource as somebody says it at a time, in milliseconds since 1970. */
export type SaidResource = { resource: AwsResource; saidMs: number };

/** A resource as it is stored; `platformMs` and `digestMs` null: nobody has said one. `firstSeenMs`: the earliest time at which anything was said of it. */
export type ResourceRow = AwsResource & { saidMs: number; platformMs: number | null; digestMs: number | null; firstSeenMs: number };

/** What a report says of one part of a resource; null: nothing. */
type Part = { ms: number; text: () => string } | null;

/**
 * The row with what a report says: of each part (what it is, what it runs on, what it holds) the latest word counts, of words of one time the
 * greater, and who says nothing of a part takes nothing away. So the order of reports does not matter.
 */
export function mergeResource(row: ResourceRow | null, { resource, saidMs }: SaidResource): ResourceRow {
  const said: ResourceRow = {
    ...resource,
    tags: [...new Set(resource.tags)].sort(),
    saidMs,
    platformMs: resource.platform === null && resource.architecture === null ? null : saidMs,
    digestMs: resource.digest === null ? null : saidMs,
    firstSeenMs: saidMs,
  };
  if (row === null) return said;
  const { platform, architecture, platformMs } = isLater(platformOf(said), platformOf(row)) ? said : row;
  const { digest, digestMs } = isLater(holdingOf(said), holdingOf(row)) ? said : row;
  const base = isLater(whatOf(said), whatOf(row)) ? said : row;
  return { ...base, platform, architecture, platformMs, digest, digestMs, firstSeenMs: Math.min(row.firstSeenMs, saidMs) };
}

/** True where the two say the same of it, whenever they do. */
export function saysTheSame(a: ResourceRow, b: ResourceRow): boolean {
  return a.digest === b.digest && a.platform === b.platform && a.architecture === b.architecture && descriptionText(a) === descriptionText(b);
}

function isLater(said: Part, stored: Part): boolean {
  if (said === null) return false;
  return stored === null || said.ms > stored.ms || (said.ms === stored.ms && said.text() > stored.text());
}

function whatOf(row: ResourceRow): Part {
  return { ms: row.saidMs, text: () => descriptionText(row) };
}

function platformOf({ platform, architecture, platformMs }: ResourceRow): Part {
  return platformMs === null ? null : { ms: platformMs, text: () => JSON.stringify([platform, architecture]) };
}

function holdingOf({ digest, digestMs }: ResourceRow): Part {
  return digestMs === null ? null : { ms: digestMs, text: () => digest ?? "" };
}
