import type { Timeline } from "@/lib/blast-radius/pictures/timeline";

type Window = { from: string; to: string };
/** A stretch of time that is drawn, in milliseconds. */
export type Domain = { from: number; to: number };
export type Tick = { at: number; label: string };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** All that is to be seen: the first sight or publication until now; or, around a window, thrice its length and no less than an hour. */
export function domainOf({ data, meta }: Timeline, window: Window | null, around: boolean): Domain {
  const now = Date.parse(meta.asOf);
  if (window && around) {
    const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
    const margin = Math.max(to - from, 20 * minuteMs);
    return { from: from - margin, to: to + margin };
  }
  const times = data.flatMap(({ firstSeenAt, lastSeenAt, advisories }) => [
    firstSeenAt,
    ...(lastSeenAt ? [lastSeenAt] : []),
    ...advisories.flatMap(({ publishedAt, withdrawnAt }) => [publishedAt, withdrawnAt].filter((at) => at !== null)),
  ]);
  const known = [...times, ...(window ? [window.from, window.to] : [])].map((at) => Date.parse(at));
  const from = Math.min(now - dayMs, ...known);
  const to = Math.max(now, ...known);
  const margin = (to - from) * 0.02;
  return { from: from - margin, to: to + margin };
}

/** Where a moment lies, 0 to 100; what lies outside is at the edge. */
export function percentAt({ from, to }: Domain, at: string | number): number {
  const ms = typeof at === "number" ? at : Date.parse(at);
  return Math.min(Math.max(((ms - from) / (to - from)) * 100, 0), 100);
}

export function isInside({ from, to }: Domain, at: string): boolean {
  const ms = Date.parse(at);
  return ms >= from && ms <= to;
}

const steps = [5 * minuteMs, 15 * minuteMs, 30 * minuteMs, hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs, dayMs, 2 * dayMs, 7 * dayMs, 14 * dayMs];
const ticksMax = 6;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** At most six round moments, in UTC. */
export function ticksOf(domain: Domain): Tick[] {
  const length = domain.to - domain.from;
  const step = steps.find((each) => length / each <= ticksMax);
  if (step === undefined) return monthTicks(domain);
  const ticks: Tick[] = [];
  for (let at = Math.ceil(domain.from / step) * step; at <= domain.to; at += step) ticks.push({ at, label: step >= dayMs ? dayLabel(at) : timeLabel(at) });
  return ticks;
}

function monthTicks({ from, to }: Domain): Tick[] {
  const start = new Date(from);
  const all = Math.ceil((to - from) / (30 * dayMs));
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((each) => all / each <= ticksMax) ?? 240;
  const ticks: Tick[] = [];
  let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth() + 1) / step) * step;
  for (; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at > to) return ticks;
    ticks.push({ at, label: step >= 12 ? String(Math.floor(month / 12)) : `${months[month % 12]} ${Math.floor(month / 12)}` });
  }
}

function dayLabel(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

function timeLabel(at: number): string {
  const time = new Date(at).toISOString().slice(11, 16);
  return time === "00:00" ? dayLabel(at) : time;
}
