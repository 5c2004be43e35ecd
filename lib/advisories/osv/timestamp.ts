const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
// 2026-01-31T12:00:00Z, with where each field stands.
const shortest = 20;

/** Go's zero time, which Go's own database writes in place of "not said". */
export const zeroTime = "0001-01-01T00:00:00Z";

/** Digits from `at` on as a number, or NaN. */
function numberAt(text: string, at: number, length: number): number {
  let number = 0;
  for (let i = at; i < at + length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function hasShape(text: string): boolean {
  const end = text.length - 1;
  if (text.length < shortest || text.charCodeAt(end) !== 90) return false;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 84) return false;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false;
  return text.length === shortest || (text.charCodeAt(19) === 46 && end > 20 && end < 60 && !Number.isNaN(numberAt(text, 20, end - 20)));
}

/** True for an RFC 3339 time in UTC as OSV demands it, on a day that exists. PostgreSQL has no year 0. */
export function isTimestamp(text: string): boolean {
  if (!hasShape(text)) return false;
  const year = numberAt(text, 0, 4);
  const month = numberAt(text, 5, 2);
  const day = numberAt(text, 8, 2);
  const hour = numberAt(text, 11, 2);
  const minute = numberAt(text, 14, 2);
  const second = numberAt(text, 17, 2);
  const isLeapDay = month === 2 && day === 29 && (year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0));
  const isDay = day >= 1 && (day <= (daysInMonth[month - 1] ?? 0) || isLeapDay);
  return year >= 1 && isDay && hour <= 23 && minute <= 59 && (second <= 59 || (second === 60 && hour === 23 && minute === 59));
}

/** A time that is one, as PostgreSQL takes it: the fraction cut to microseconds, a leap second as the second before it. */
export function storedTime(text: string): string {
  if (text.charCodeAt(17) === 54) return `${text.slice(0, 17)}59.999999Z`;
  return text.length > shortest + 7 ? `${text.slice(0, shortest + 6)}Z` : text;
}
