const units: readonly [limitSeconds: number, divisor: number, unit: string][] = [
  [3_600, 60, "min"],
  [86_400, 3_600, "h"],
  [86_400 * 100, 86_400, "d"],
  [86_400 * 730, 86_400 * 30.44, "mo"],
  [Number.POSITIVE_INFINITY, 86_400 * 365.25, "y"],
];

/** A length of time in its largest useful unit: `3 min`, `5 h`, `12 d`. */
export function duration(seconds: number): string {
  if (seconds < 60) return "< 1 min";
  for (const [limit, divisor, unit] of units) if (seconds < limit) return `${Math.floor(seconds / divisor)} ${unit}`;
  return "";
}

/** What lies ahead by no more is the difference of two clocks. */
const skewSeconds = 10;

/** `just now`, `3 min ago`, `within a minute`, `in 5 d`. */
export function relative(at: string, now: number): string {
  const seconds = (now - Date.parse(at)) / 1_000;
  if (seconds < 60 && seconds > -skewSeconds) return "just now";
  if (seconds < 0 && seconds > -60) return "within a minute";
  return seconds > 0 ? `${duration(seconds)} ago` : `in ${duration(-seconds)}`;
}

/** `2026-03-31 00:47:12 UTC`. */
export function absoluteUtc(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `31 Mar 00:47`, and `31 Mar 2024` when the year is another one. */
export function shortUtc(at: string, now: number): string {
  const date = new Date(at);
  const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  if (date.getUTCFullYear() !== new Date(now).getUTCFullYear()) return `${day} ${date.getUTCFullYear()}`;
  return `${day} ${date.toISOString().slice(11, 16)}`;
}
