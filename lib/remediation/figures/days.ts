/** Days are counted from 1970-01-01, UTC; weeks are those of ISO 8601 and begin on Monday, 00:00 UTC. */

const dayMs = 86_400_000;
export const dayMinutes = 1_440;

export function dayOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs);
}

export function dayAt(ms: number): number {
  return Math.floor(ms / dayMs);
}

/** `2026-11-30` */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** When a day begins. */
export function beginOf(day: number): Date {
  return new Date(day * dayMs);
}

/** The Monday of the week of a day. 1970-01-01 was a Thursday. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** `2026-W49`: a week is of the year that its Thursday is in. */
export function isoWeekOf(day: number): string {
  const thursday = mondayOf(day) + 3;
  const year = new Date(thursday * dayMs).getUTCFullYear();
  const week = Math.floor((thursday - dayOf(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** The Monday of `2026-W49`, or null: that year has no such week. */
export function mondayOfWeek(week: string): number | null {
  const [year = "", number = ""] = week.split("-W");
  const monday = mondayOf(dayOf(`${year}-01-04`)) + (Number(number) - 1) * 7;
  return isoWeekOf(monday) === week ? monday : null;
}
