"use client";
import { Frame, plotHeight } from "@/components/remediation/charts/frame";
import { barAt } from "@/components/remediation/charts/paths";
import { Readout } from "@/components/remediation/charts/readout";
import { axisOf, dayTicks } from "@/components/remediation/charts/scale";
import { useCursor } from "@/components/remediation/charts/use-cursor";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";

/** One week: what opened, what was fixed, and what closed without a fix. */
type FlowWeek = {
  /** `Week 48, 23 to 29 Nov 2026`. */
  name: string;
  /** Its first day, `2026-11-23`. */
  from: string;
  opened: number;
  fixed: number;
  otherwise: number;
  /** Not all of its days are counted. */
  partial: boolean;
  openedHref: string;
  fixedHref: string;
};

const width = 1_000;

/** Opened upwards, closed downwards, so that the longer side wins at a glance and no colour is needed to tell them apart. */
export function FlowChart({ label, weeks }: { label: string; weeks: readonly FlowWeek[] }) {
  const cursor = useCursor(weeks.length, "slots");
  const { scale, zero, lines } = heightsOf(weeks);
  const place = cursor.at ?? weeks.length - 1;
  const week = weeks[place];
  if (week === undefined) return <p className="text-muted">No week of the period has begun.</p>;
  const left = ((place + 0.5) / weeks.length) * 100;
  return (
    <>
      <Readout
        when={`${week.name}${week.partial ? ", in part" : ""}`}
        entries={[
          { key: "opened", label: "opened", value: week.opened, mark: <Swatch className="fill-control" />, href: week.openedHref },
          { key: "fixed", label: "fixed", value: week.fixed, mark: <Swatch className="fill-clean" />, href: week.fixedHref },
          { key: "otherwise", label: "closed without a fix", value: week.otherwise, mark: <Swatch className="fill-panel stroke-control" />, href: null },
        ]}
        then={null}
      />
      <Frame
        label={label}
        text={`${week.name}: ${count(week.opened)} opened, ${count(week.fixed)} fixed, ${count(week.otherwise)} closed without a fix`}
        cursor={cursor}
        length={weeks.length}
        lines={lines}
        ticks={dayTicks(weeks.map(({ from }) => from)).map((tick) => ({ ...tick, x: ((tick.index + 0.5) / weeks.length) * 100 }))}
        cursorX={cursor.at === null ? null : left}
      >
        {weeks.map(({ from, opened, fixed, otherwise, partial }, index) => {
          const bar = barAt(index, weeks.length);
          const at = { x: (bar.x / 100) * width, width: (bar.width / 100) * width };
          return (
            <g key={from} className={cn(partial && "opacity-55")}>
              <rect {...at} y={zero - opened * scale} height={opened * scale} className="fill-control" />
              <rect {...at} y={zero} height={fixed * scale} className="fill-clean" />
              <rect
                {...at}
                y={zero + fixed * scale}
                height={otherwise * scale}
                strokeWidth="1"
                vectorEffect="non-scaling-stroke"
                className={cn("fill-panel", otherwise > 0 && "stroke-control")}
              />
            </g>
          );
        })}
      </Frame>
    </>
  );
}

/** One scale for both sides, so that they can be compared; the line between them lies where both have room. */
function heightsOf(weeks: readonly FlowWeek[]) {
  const up = Math.max(0, ...weeks.map(({ opened }) => opened));
  const down = Math.max(0, ...weeks.map(({ fixed, otherwise }) => fixed + otherwise));
  const step = axisOf(Math.max(up, down), up > 0 && down > 0 ? 3 : 4).ticks[1] ?? 1;
  const [above, below] = [Math.max(Math.ceil(up / step), 1), Math.max(Math.ceil(down / step), 1)];
  const scale = plotHeight / ((above + below) * step);
  const zero = above * step * scale;
  const lines = Array.from({ length: above + below + 1 }, (_, line) => ({ value: (above - line) * step, y: line * step * scale }));
  return { scale, zero, lines };
}

function Swatch({ className }: { className: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" className={cn("size-2.5 shrink-0", className)}>
      <rect x="0.75" y="0.75" width="10.5" height="10.5" strokeWidth="1.5" />
    </svg>
  );
}
