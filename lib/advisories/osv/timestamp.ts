const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?Z$/;
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Go's zero time, which Go's own database writes in place of "not said". */
export const zeroTime = "0001-01-01T00:00:00Z";

/**
 * An RFC 3339 time in UTC as OSV demands it, as PostgreSQL takes it: a fraction is cut to microseconds, a leap second is the
 * second before it. Null for anything else, dates that do not exist included.
 */
export function readTimestamp(text: string): string | null {
  const found = shape.exec(text);
  if (found === null) return null;
  const year = Number(found[1]);
  const month = Number(found[2]);
  const day = Number(found[3]);
  const isLeapDay = month === 2 && day === 29 && (year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0));
  if (day < 1 || !(day <= (daysInMonth[month - 1] ?? 0) || isLeapDay)) return null;
  const hour = Number(found[4]);
  const minute = Number(found[5]);
  const second = Number(found[6]);
  if (hour > 23 || minute > 59 || second > 60 || (second === 60 && !(hour === 23 && minute === 59))) return null;
  // PostgreSQL has no year 0.
  if (year === 0) return null;
  if (second === 60) return `${text.slice(0, 17)}59.999999Z`;
  const fraction = found[7];
  return fraction !== undefined && fraction.length > 6 ? `${text.slice(0, 20 + 6)}Z` : text;
}
