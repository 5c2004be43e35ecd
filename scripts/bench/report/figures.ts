import type { Load } from "../measure/run-load";
import { quantile } from "../measure/run-load";
import type { Usage } from "../measure/usage";

/** One line of the report. `value` is what the bar is about; `bar` says what it must be. */
export type Figure = {
  part: string;
  what: string;
  n: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
  perSecond: number | null;
  /** The same work at its floor, in words. */
  floor: string;
  /** CPU, memory and log. */
  used: string;
  bar: string;
  passed: boolean | null;
};

export type Bar = { text: string; passed: boolean };

/** A figure of a load run. */
export function figureOf(part: string, what: string, load: Load, { floor = "", usage = null as Usage | null, extra = "", bars = [] as Bar[] } = {}): Figure {
  const n = load.ms.length;
  return {
    part,
    what,
    n,
    p50: quantile(load.ms, 0.5),
    p95: quantile(load.ms, 0.95),
    p99: quantile(load.ms, 0.99),
    perSecond: n / load.seconds,
    floor,
    used: [usage && usageText(usage, n), extra].filter(Boolean).join("; "),
    ...barOf(bars),
  };
}

/** A figure that is one number, not a distribution. */
export function singleFigure(part: string, what: string, { floor = "", used = "", bars = [] as Bar[] } = {}): Figure {
  return { part, what, n: null, p50: null, p95: null, p99: null, perSecond: null, floor, used, ...barOf(bars) };
}

export function atMost(name: string, value: number, max: number, unit: string): Bar {
  return { text: `${name} <= ${max} ${unit}: ${round(value)}`, passed: value <= max };
}

export function atLeast(name: string, value: number, min: number, unit: string): Bar {
  return { text: `${name} >= ${round(min)} ${unit}: ${round(value)}`, passed: value >= min };
}

function barOf(bars: Bar[]): Pick<Figure, "bar" | "passed"> {
  return { bar: bars.map((each) => each.text).join("; "), passed: bars.length === 0 ? null : bars.every((each) => each.passed) };
}

function usageText(usage: Usage, n: number): string {
  const parts = [
    usage.webCpuMs === null ? null : `web ${round(usage.webCpuMs / n)} ms CPU`,
    usage.postgresCpuMs === null ? null : `PG ${round(usage.postgresCpuMs / n)} ms CPU`,
    usage.peakRssBytes === null ? null : `peak ${Math.round(usage.peakRssBytes / 1_048_576)} MB`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

/** Three significant digits below a thousand, whole numbers above. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}
