"use client";
import { useMemo } from "react";
import { EdgeNames, Frame, linesOf, plotHeight } from "@/components/remediation/charts/frame";
import { areaPath, linePath, spread, stacked, totals, yAt } from "@/components/remediation/charts/paths";
import { Readout } from "@/components/remediation/charts/readout";
import { axisOf, dayTicks, fullDayText } from "@/components/remediation/charts/scale";
import { useCursor } from "@/components/remediation/charts/use-cursor";
import { count } from "@/components/ui/number-format";
import { type Mark, MarkShape } from "@/components/vulnerabilities/severity-mark";
import { type AdvisoryKind, severityWords } from "@/lib/advisories/model";

/** What a layer can be of: a severity with malware apart, or a kind of advisory. */
type LayerKey = Mark | AdvisoryKind;
/** One layer. `href` lists what is open of it on the last day. */
export type StackSeries = { key: LayerKey; values: readonly number[]; href: string | null };
type StackChartProps = {
  label: string;
  /** `2026-08-24`, one for each value. */
  days: readonly string[];
  /** What the layers are, worst first: the first stands on the straight line, where its own rise and fall can be seen. */
  series: readonly StackSeries[];
  /** The address of the page as of a day, without the day. */
  asOfHref: string;
};

const width = 1_000;

/** What was open over time, by severity. Layers are told apart by their edges, and named by word and shape where they end. */
export function StackChart({ label, days, series, asOfHref }: StackChartProps) {
  const cursor = useCursor(days.length, "points");
  const drawn = useMemo(() => drawing(series), [series]);
  const { axis, layers } = drawn;
  const place = cursor.at ?? days.length - 1;
  const day = days[place] ?? "";
  const values = series.map((each) => each.values[place] ?? 0);
  const text = `${fullDayText(day)}: ${count(values.reduce((sum, value) => sum + value, 0))} open, ${series.map(({ key }, index) => `${count(values[index] ?? 0)} ${key}`).join(", ")}`;
  const x = days.length < 2 ? 50 : (place / (days.length - 1)) * 100;
  return (
    <>
      <Readout
        when={fullDayText(day)}
        entries={series.map(({ key, href }, index) => ({
          key,
          label: key,
          value: values[index] ?? 0,
          mark: <LayerMark layer={key} />,
          href: place === days.length - 1 ? href : null,
        }))}
        then={cursor.isPinned && place < days.length - 1 ? { href: `${asOfHref}${day}`, label: `All figures as of ${fullDayText(day)}` } : null}
      />
      <Frame
        label={label}
        text={text}
        cursor={cursor}
        length={days.length}
        lines={linesOf(axis)}
        ticks={dayTicks(days).map((tick) => ({ ...tick, x: days.length < 2 ? 50 : (tick.index / (days.length - 1)) * 100 }))}
        cursorX={cursor.at === null ? null : x}
        right={<Names series={series} layers={layers} max={axis.max} />}
      >
        {layers.map((layer, index) => {
          const key = series[index]?.key ?? "unscored";
          return (
            <g key={key}>
              <path d={areaPath(layer, { width, height: plotHeight, max: axis.max })} className={fills[key]} />
              <path
                d={linePath(layer.upper, { width, height: plotHeight, max: axis.max })}
                fill="none"
                strokeWidth="1.25"
                vectorEffect="non-scaling-stroke"
                className={edges[key]}
              />
            </g>
          );
        })}
      </Frame>
    </>
  );
}

function drawing(series: readonly StackSeries[]) {
  const values = series.map((each) => each.values);
  return { axis: axisOf(Math.max(0, ...totals(values))), layers: stacked(values) };
}

type NamesProps = { series: readonly StackSeries[]; layers: ReturnType<typeof stacked>; max: number };

/** Each layer's name where it ends. One that ends at nothing has none. */
function Names({ series, layers, max }: NamesProps) {
  const named = series.flatMap(({ key, values }, index) => {
    if ((values.at(-1) ?? 0) === 0) return [];
    const [under, over] = [layers[index]?.lower.at(-1) ?? 0, layers[index]?.upper.at(-1) ?? 0];
    return [{ key, y: yAt((under + over) / 2, { height: plotHeight, max }) }];
  });
  const heights = spread(
    named.map(({ y }) => y),
    15,
    plotHeight,
  );
  return (
    <EdgeNames>
      {named.map(({ key }, index) => (
        <g key={key}>
          <svg aria-hidden="true" x="7" y={(heights[index] ?? 0) - 5} width="10" height="10" className="overflow-visible">
            <LayerMark layer={key} />
          </svg>
          <text x="22" y={(heights[index] ?? 0) + 4} className="fill-muted max-sm:hidden">
            {key}
          </text>
        </g>
      ))}
    </EdgeNames>
  );
}

/** The shape of a severity; a plain square for a kind that is none. */
function LayerMark({ layer }: { layer: LayerKey }) {
  if (isMark(layer)) return <MarkShape mark={layer} />;
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" className={`size-2.5 shrink-0 ${fills[layer]}`}>
      <rect x="0.75" y="0.75" width="10.5" height="10.5" strokeWidth="1.5" className={edges[layer]} />
    </svg>
  );
}

const isMark = (layer: LayerKey): layer is Mark => layer === "malware" || severityWords.some((word) => word === layer);

const fills: Record<LayerKey, string> = {
  malware: "fill-band-malware",
  critical: "fill-band-critical",
  high: "fill-band-high",
  medium: "fill-band-medium",
  low: "fill-band-low",
  none: "fill-band-none",
  unscored: "fill-band-none",
  vulnerability: "fill-band-low",
  unmaintained: "fill-line-strong",
  unsound: "fill-control",
  notice: "fill-band-none",
};

const edges: Record<LayerKey, string> = {
  malware: "stroke-malware",
  critical: "stroke-critical",
  high: "stroke-high",
  medium: "stroke-medium",
  low: "stroke-low",
  none: "stroke-control",
  unscored: "stroke-control",
  vulnerability: "stroke-low",
  unmaintained: "stroke-muted",
  unsound: "stroke-fg",
  notice: "stroke-control",
};
