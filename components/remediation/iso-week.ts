import { dayText, fullDayText } from "@/components/remediation/charts/scale";

/** `Week 48, 23 to 29 Nov 2026`, for `2026-W48` and its first and last day. */
export function weekText(week: string, from: string, to: string): string {
  const first =
    from === to
      ? ""
      : `${from.slice(0, 7) === to.slice(0, 7) ? Number(from.slice(8)) : from.slice(0, 4) === to.slice(0, 4) ? dayText(from) : fullDayText(from)} to `;
  return `Week ${Number(week.slice(6))}, ${first}${fullDayText(to)}`;
}

const dayMs = 86_400_000;

/** The ISO 8601 week of a day: `2026-W48` for `2026-11-29`. The week of a Thursday is of the Thursday's year. */
export function isoWeekOf(day: string): string {
  const at = Date.parse(day);
  const thursday = new Date(at + (3 - ((new Date(at).getUTCDay() + 6) % 7)) * dayMs);
  const week = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / dayMs / 7) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}
