const secondsMax = 7_258_118_400;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const month = `(?<month>${months.join("|")})`;
const clock = "(?<hour>\\d{1,2}):(?<minute>\\d{2}):(?<second>\\d{2})(?:\\.(?<fraction>\\d{1,9}))?";

// 2024-09-04T16:55:38.411Z, with any offset or none, which is UTC
const iso = new RegExp(
  `^(?<year>\\d{4})-(?<monthNumber>\\d{2})-(?<day>\\d{2})[T ]${clock}(?: ?(?:Z|UTC|(?<sign>[+-])(?<zoneHour>\\d{2}):?(?<zoneMinute>\\d{2})))?$`,
);
/** The spellings of events and reports. ICU puts a narrow no-break space, older releases a plain one, before AM and PM. */
const inWords = [
  // Dec 3, 2021, 6:02:30 PM
  new RegExp(`^${month} (?<day>\\d{1,2}), (?<year>\\d{4}),? ${clock} (?<half>[AP]M)$`),
  // Wed Sep 04 16:55:38.411 UTC 2024
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${month} (?<day>\\d{1,2}) ${clock} (?:UTC|GMT) (?<year>\\d{4})$`),
];

/**
 * A time in any encoding of AWS as ISO 8601 in UTC with milliseconds: seconds or milliseconds since 1970, the two spellings of EventBridge,
 * ISO, or a `Date` of the SDK. Null for anything else, and outside of 1970 to 2199.
 */
export function readAwsTime(value: unknown): string | null {
  if (value instanceof Date) return isoOf(value.getTime());
  // Seconds end in 2200; in milliseconds that number is March 1970, before there was anything to report.
  if (typeof value === "number") return isoOf(Math.round(value < secondsMax ? value * 1_000 : value));
  if (typeof value !== "string" || value.length > 60) return null;
  const text = value.replace(/[\u00a0\u202f\u2009]/g, " ").trim();
  const groups = (/^\d/.test(text) ? iso.exec(text) : (inWords[0]?.exec(text) ?? inWords[1]?.exec(text)))?.groups;
  return groups === undefined ? null : isoOf(millisecondsOf(groups));
}

function isoOf(milliseconds: number): string | null {
  return milliseconds >= 0 && milliseconds < secondsMax * 1_000 ? new Date(milliseconds).toISOString() : null;
}

/** NaN for a moment that no calendar or clock has. */
function millisecondsOf(groups: Record<string, string | undefined>): number {
  const number = (name: string) => Number(groups[name] ?? 0);
  const monthIndex = groups.month === undefined ? number("monthNumber") - 1 : months.indexOf(groups.month);
  const [year, day, minute, second] = [number("year"), number("day"), number("minute"), number("second")];
  const hour = hourOf(number("hour"), groups.half);
  if (hour > 23 || minute > 59 || second > 59 || number("zoneHour") > 14 || number("zoneMinute") > 59) return Number.NaN;
  const midnight = new Date(Date.UTC(year, monthIndex, day));
  if (midnight.getUTCFullYear() !== year || midnight.getUTCMonth() !== monthIndex || midnight.getUTCDate() !== day) return Number.NaN;
  const fraction = Number((groups.fraction ?? "0").padEnd(3, "0").slice(0, 3));
  const offset = (number("zoneHour") * 60 + number("zoneMinute")) * (groups.sign === "-" ? -1 : 1);
  return midnight.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1_000 + fraction;
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half === "PM" ? 12 : 0);
}
