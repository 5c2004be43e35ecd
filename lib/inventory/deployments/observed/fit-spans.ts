import type { ObservedSource } from "../source";

/** A build of an artifact was seen to run in an environment: half open, `to` null while it does. */
export type ObservedSpan = {
  artifactId: number;
  buildSeq: number;
  environment: string;
  source: ObservedSource;
  digest: string;
  /** Clusters or functions, in order. */
  seenIn: readonly string[];
  from: Date;
  to: Date | null;
};

export type StoredSpan = ObservedSpan & { id: string };

/** What is to be written so that what is stored says what was observed. `was` is what was stored, of what changes. */
export type SpanChanges = { begun: ObservedSpan[]; changed: { was: StoredSpan; is: StoredSpan }[]; gone: StoredSpan[] };

const laneOf = ({ artifactId, buildSeq, environment, source }: ObservedSpan) => `${artifactId} ${buildSeq} ${source} ${environment}`;
const overlap = (one: ObservedSpan, other: ObservedSpan) => (other.to === null || one.from < other.to) && (one.to === null || other.from < one.to);
const same = (one: ObservedSpan, other: ObservedSpan) =>
  one.from.getTime() === other.from.getTime() &&
  one.to?.getTime() === other.to?.getTime() &&
  one.digest === other.digest &&
  JSON.stringify(one.seenIn) === JSON.stringify(other.seenIn);

/**
 * Compares what is stored of some builds with all that was observed of them. A span that grows, or turns out to have begun earlier, stays the
 * row that it was: first the one with its beginning, else one that it overlaps.
 */
export function fitSpans(stored: readonly StoredSpan[], observed: readonly ObservedSpan[]): SpanChanges {
  const rowsOf = byLane(stored);
  const changes: SpanChanges = { begun: [], changed: [], gone: [] };
  const kept = new Set<StoredSpan>();
  for (const [lane, spans] of byLane(observed)) for (const row of fitLane(rowsOf.get(lane) ?? [], spans, changes)) kept.add(row);
  changes.gone = stored.filter((row) => !kept.has(row));
  return changes;
}

function byLane<T extends ObservedSpan>(spans: readonly T[]): Map<string, T[]> {
  const lanes = new Map<string, T[]>();
  for (const span of spans) {
    const lane = lanes.get(laneOf(span));
    if (lane) lane.push(span);
    else lanes.set(laneOf(span), [span]);
  }
  return lanes;
}

function fitLane(stored: readonly StoredSpan[], observed: readonly ObservedSpan[], changes: SpanChanges): Iterable<StoredSpan> {
  const kept = new Map<ObservedSpan, StoredSpan>();
  const free = new Set(stored);
  const keep = (span: ObservedSpan, fits: (row: StoredSpan) => boolean) => {
    const row = kept.has(span) ? undefined : [...free].find(fits);
    if (row && free.delete(row)) kept.set(span, row);
  };
  for (const span of observed) keep(span, (row) => row.from.getTime() === span.from.getTime());
  for (const span of observed) keep(span, (row) => overlap(row, span));
  for (const span of observed) {
    const was = kept.get(span);
    if (!was) changes.begun.push(span);
    else if (!same(was, span)) changes.changed.push({ was, is: { ...span, id: was.id } });
  }
  return kept.values();
}
