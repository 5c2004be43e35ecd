"use client";
import { type Axis, type DayTick, short } from "@/components/remediation/charts/scale";
import type { Cursor } from "@/components/remediation/charts/use-cursor";
import { cn } from "@/components/ui/cn";

/** The heights of every drawing: the plot, and the line of words under it. */
export const plotHeight = 190;
const wordsHeight = 22;
/** Room above the top line for its own label. */
const topRoom = 8;

/** `y` of each line, from 0 at the top of the plot to its height. */
type Line = { value: number; y: number };
type FrameProps = {
  /** What the cursor runs over, and what it says where it stands. */
  label: string;
  text: string;
  cursor: Cursor;
  length: number;
  lines: readonly Line[];
  ticks: readonly (DayTick & { x: number })[];
  /** Beside the right edge: what names the layers. */
  right?: React.ReactNode;
  /** Where the cursor's line stands, in percent; null: nowhere. */
  cursorX: number | null;
  children: React.ReactNode;
};

/** A plot between its axes. The drawing stretches with the page; words and lines do not. It is a slider: arrows read it place by place. */
export function Frame({ label, text, cursor, length, lines, ticks, right, cursorX, children }: FrameProps) {
  const height = topRoom + plotHeight + wordsHeight;
  return (
    <div className="flex">
      <svg aria-hidden="true" width="38" height={height} className="shrink-0 text-[11px]">
        {lines.map(({ value, y }) => (
          <text key={`${value} ${y}`} x="32" y={topRoom + y + 4} textAnchor="end" className="fill-muted">
            {short(Math.abs(value))}
          </text>
        ))}
      </svg>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(length - 1, 0)}
        aria-valuenow={cursor.at ?? Math.max(length - 1, 0)}
        aria-valuetext={text}
        className="min-w-0 flex-1 cursor-crosshair touch-pan-y rounded-sm"
        {...cursor.props}
      >
        <svg aria-hidden="true" width="100%" height={height} className="block overflow-visible text-[11px]">
          {lines.map(({ value, y }) => (
            <rect key={`${value} ${y}`} width="100%" height="1" y={topRoom + y} className={value === 0 ? "fill-control" : "fill-line"} />
          ))}
          <svg
            aria-hidden="true"
            y={topRoom}
            width="100%"
            height={plotHeight}
            viewBox={`0 0 1000 ${plotHeight}`}
            preserveAspectRatio="none"
            className="overflow-visible"
          >
            {children}
          </svg>
          {cursorX === null ? null : (
            <line x1={`${cursorX}%`} x2={`${cursorX}%`} y1={topRoom} y2={topRoom + plotHeight} className="stroke-fg" strokeWidth="1" />
          )}
          {ticks.map(({ index, label: words, isMinor, x }) => (
            <g key={index} className={cn(isMinor && "max-sm:hidden")}>
              <rect x={`${x}%`} y={topRoom + plotHeight} width="1" height="4" className="fill-control" />
              <text x={`${x}%`} y={topRoom + plotHeight + 17} textAnchor={x < 3 ? "start" : "middle"} className="fill-muted">
                {words}
              </text>
            </g>
          ))}
        </svg>
      </div>
      {right}
    </div>
  );
}

/** The lines of an axis that has 0 at the bottom. */
export function linesOf({ max, ticks }: Axis): Line[] {
  return ticks.map((value) => ({ value, y: plotHeight - (value / max) * plotHeight }));
}

/** Names at the right edge: a shape and a word each, at these heights. Where there is little room the shape alone. */
export function EdgeNames({ children }: { children: React.ReactNode }) {
  return (
    <svg aria-hidden="true" height={topRoom + plotHeight} className="w-5 shrink-0 text-[11px] sm:w-24">
      <g transform={`translate(0 ${topRoom})`}>{children}</g>
    </svg>
  );
}
