/** A linear axis from 0: its top, and the values that have a line, 0 among them. */
export type Axis = { max: number; ticks: readonly number[] };

const steps = [1, 2, 2.5, 5, 10];

/** The axis of whole numbers that holds `value` with at most `linesMax` lines above 0. Nothing at all still has an axis, of 1. */
export function axisOf(value: number, linesMax = 4): Axis {
  const wanted = Math.max(value, 1) / linesMax;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = Math.max(1, (steps.find((each) => each * power >= wanted) ?? 10) * power);
  const whole = Number.isInteger(step) ? step : Math.ceil(step);
  const lines = Math.max(1, Math.ceil(value / whole));
  return { max: whole * lines, ticks: Array.from({ length: lines + 1 }, (_, line) => line * whole) };
}

/** `950`, `1.2k`, `34k`, `1.2M`: for axes, where three figures are enough. */
export function short(value: number): string {
  if (value < 1_000) return String(value);
  const [divisor, unit] = value < 999_500 ? [1_000, "k"] : [1_000_000, "M"];
  const scaled = value / divisor;
  return `${scaled < 10 ? Math.round(scaled * 10) / 10 : Math.round(scaled)}${unit}`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `24 Aug`, for a day written `2026-08-24`. */
export function dayText(day: string): string {
  return `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]}`;
}

/** `24 Aug 2026`. */
export function fullDayText(day: string): string {
  return `${dayText(day)} ${day.slice(0, 4)}`;
}

/** Where on the axis of days something is written. `isMinor`: left out where there is little room. */
export type DayTick = { index: number; label: string; isMinor: boolean };

/**
 * Labels of an axis of days (or of weeks, by their first day): first days of months, each so many apart that at most six stay, with the year where it
 * changes; a short stretch has every so many days. What lies too near to an edge is left out.
 */
export function dayTicks(days: readonly string[], ticksMax = 6): DayTick[] {
  if (days.length < 2) return days.map((day, index) => ({ index, label: dayText(day), isMinor: false }));
  const firsts = days.flatMap((day, index) => (index > 0 && day.slice(0, 7) !== days[index - 1]?.slice(0, 7) ? [index] : []));
  const marks = firsts.length >= 3 ? firsts : days.map((_, index) => index);
  const every = Math.ceil(marks.length / ticksMax);
  const isMonthly = marks === firsts;
  let year = days[0]?.slice(0, 4);
  return marks
    .filter((_, place) => place % every === 0)
    .filter((index) => index / (days.length - 1) < 0.97)
    .map((index, place) => {
      const day = days[index] ?? "";
      const label = isMonthly ? `${months[Number(day.slice(5, 7)) - 1]}${day.slice(0, 4) === year ? "" : ` ${day.slice(0, 4)}`}` : dayText(day);
      year = day.slice(0, 4);
      return { index, label, isMinor: place % 2 === 1 };
    });
}
