import { type VersionScheme, versionKey } from "@/lib/versions";
import type { OsvEvent } from "./record";

/** Keys from `lo` (included; empty: from the first version) to `hi` (null: without end). */
export type KeyStretch = { lo: Buffer; hi: Buffer | null; hiInclusive: boolean; fixed: string | null };

/** What a range's events mean, or the version in it that cannot be ordered. */
export type EvaluatedEvents = { kind: "stretches"; stretches: KeyStretch[] } | { kind: "unorderable"; version: string };

type Bound = { key: Buffer; kind: "introduced" | "fixed" | "last_affected"; version: string };

const none = Buffer.alloc(0);
// At one key a version is first not affected any more, then affected again, then for the last time.
const order = { fixed: 0, introduced: 1, last_affected: 2 };

/**
 * The stretches of versions that OSV's evaluation of events finds affected: sorted by version, from each `introduced` to the next
 * `fixed` (without it) or `last_affected` (with it), and only below the highest `limit`, where there is one and it is not `*`.
 */
export function evaluateEvents(scheme: VersionScheme, events: readonly OsvEvent[]): EvaluatedEvents {
  const bounds: Bound[] = [];
  let limit: Buffer | null = none;
  let isLimited = false;
  for (const event of events) {
    const version = event.introduced ?? event.fixed ?? event.last_affected ?? event.limit ?? "";
    if (event.limit !== undefined) isLimited = true;
    if (event.limit === "*") {
      limit = null;
      continue;
    }
    const key = event.introduced === "0" ? none : versionKey(scheme, version);
    if (key === null) return { kind: "unorderable", version };
    if (event.limit !== undefined) limit = limit === null || Buffer.compare(limit, key) > 0 ? limit : key;
    else bounds.push({ key, version, kind: event.introduced !== undefined ? "introduced" : event.fixed !== undefined ? "fixed" : "last_affected" });
  }
  bounds.sort((a, b) => Buffer.compare(a.key, b.key) || order[a.kind] - order[b.kind]);
  return { kind: "stretches", stretches: cutAt(stretchesOf(bounds), isLimited ? limit : null) };
}

function stretchesOf(bounds: readonly Bound[]): KeyStretch[] {
  const stretches: KeyStretch[] = [];
  let lo: Buffer | null = null;
  for (const { key, kind, version } of bounds) {
    if (kind === "introduced") lo ??= key;
    else if (lo !== null) {
      if (kind === "last_affected" || Buffer.compare(lo, key) < 0)
        stretches.push({ lo, hi: key, hiInclusive: kind === "last_affected", fixed: kind === "fixed" ? version : null });
      lo = null;
    }
  }
  if (lo !== null) stretches.push({ lo, hi: null, hiInclusive: false, fixed: null });
  return stretches;
}

/** What of the stretches is below a limit, without it; null is no limit. */
export function cutAt(stretches: KeyStretch[], limit: Buffer | null, isInclusive = false): KeyStretch[] {
  if (limit === null) return stretches;
  return stretches.flatMap((stretch) => {
    const fromLo = Buffer.compare(stretch.lo, limit);
    if (fromLo > 0 || (fromLo === 0 && !isInclusive)) return [];
    const isBelow = stretch.hi !== null && (Buffer.compare(stretch.hi, limit) < 0 || (stretch.hi.equals(limit) && (isInclusive || !stretch.hiInclusive)));
    return [isBelow ? stretch : { ...stretch, hi: limit, hiInclusive: isInclusive }];
  });
}

/** True when the key is in one of the stretches. */
export function isWithin(stretches: readonly KeyStretch[], key: Buffer): boolean {
  return stretches.some(({ lo, hi, hiInclusive }) => {
    if (Buffer.compare(lo, key) > 0) return false;
    const toHi = hi === null ? 1 : Buffer.compare(hi, key);
    return toHi > 0 || (toHi === 0 && hiInclusive);
  });
}

/** From the first version without end. */
export function isWildcard({ lo, hi }: KeyStretch): boolean {
  return lo.length === 0 && hi === null;
}
