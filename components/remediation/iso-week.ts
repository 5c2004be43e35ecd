import { dayText, fullDayText } from "@/components/remediation/charts/scale";

/** `Week 48, 23 to 29 Nov 2026`, for `2026-W48` and its first and last day. */
export function weekText(week: string, from: string, to: string): string {
  const first =
    from === to
      ? ""
      : `${from.slice(0, 7) === to.slice(0, 7) ? Number(from.slice(8)) : from.slice(0, 4) === to.slice(0, 4) ? dayText(from) : fullDayText(from)} to `;
  return `Week ${Number(week.slice(6))}, ${first}${fullDayText(to)}`;
}
