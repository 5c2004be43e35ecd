/** A stretch of time, half open, as ISO 8601 in UTC. */
export type Window = { from: string; to: string };

const dayLike = /^\d{4}-\d\d-\d\d$/;
const timeLike = /^\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?$/;
const momentLike = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;
const dayMs = 86_400_000;

/** A date or time such as `2026-01-31` or `2026-01-31T08:00Z`; without a zone it is UTC, as everywhere in Wherein. Null when it is none. */
export function readMoment(text: string): Date | null {
  if (!momentLike.test(text)) return null;
  const moment = new Date(text.length > 10 && !/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? `${text}Z` : text);
  // JavaScript reads February 31 as March 3.
  const isReal = !Number.isNaN(moment.getTime()) && new Date(`${text.slice(0, 10)}T00:00Z`).toISOString().startsWith(text.slice(0, 10));
  return isReal ? moment : null;
}

/**
 * A window: `FROM..TO`, where TO may be a time of FROM's day (or, when that is earlier, of the next one), or one day. A date at its
 * end means the whole of that day, as people say it; a time is the first moment outside. Null when it cannot be read or is empty.
 */
export function readWindow(text: string): Window | null {
  const [first = "", last = first, ...more] = text.split("..");
  const from = readMoment(first);
  if (from === null || more.length > 0) return null;
  const to = timeLike.test(last) ? timeAfter(from, first, last) : endOf(last);
  return to !== null && to > from ? { from: from.toISOString(), to: to.toISOString() } : null;
}

/** The text that reads as a window. */
export function formatWindow({ from, to }: Window): string {
  return `${from}..${to}`;
}

function endOf(text: string): Date | null {
  const moment = readMoment(text);
  return moment !== null && dayLike.test(text) ? new Date(moment.getTime() + dayMs) : moment;
}

function timeAfter(from: Date, first: string, time: string): Date | null {
  const sameDay = readMoment(`${first.slice(0, 10)}T${time}`);
  if (sameDay === null || sameDay > from) return sameDay;
  return new Date(sameDay.getTime() + dayMs);
}
