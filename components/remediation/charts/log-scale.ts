const hour = 60;
const day = 24 * hour;

/** The axis of lengths of time: from an hour to the power of ten years, each decade of it as wide as the others. */
const marks = [
  { minutes: hour, label: "1 h" },
  { minutes: day, label: "1 d" },
  { minutes: 7 * day, label: "1 w" },
  { minutes: 30 * day, label: "30 d" },
  { minutes: 365 * day, label: "1 y" },
  { minutes: 3 * 365 * day, label: "3 y" },
] as const;

export type SpanAxis = { max: number; ticks: readonly { x: number; label: string }[] };

/** An axis from an hour to the first mark that holds the longest of these, in minutes. */
export function spanAxis(longest: number): SpanAxis {
  const last = marks.findIndex(({ minutes }) => minutes >= longest);
  const shown = marks.slice(0, Math.max(last === -1 ? marks.length : last + 1, 3));
  const max = Math.max(shown.at(-1)?.minutes ?? day, longest);
  return { max, ticks: shown.map(({ minutes, label }) => ({ x: spanX(minutes, max), label })) };
}

/** Where a length of time lies on the axis, in percent. Less than an hour is at its beginning. */
export function spanX(minutes: number, max: number): number {
  const share = Math.log(Math.max(minutes, hour) / hour) / Math.log(max / hour);
  return Math.round(Math.min(share, 1) * 1_000) / 10;
}
