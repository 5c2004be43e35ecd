"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { layOut, nodeSize, rootPlace, waysThrough } from "@/components/blast-radius/graph-layout";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { PathGraph } from "@/lib/blast-radius/pictures/path-graph";
import { visible } from "@/lib/text/visible.mjs";

const zooms = [0.5, 0.75, 1, 1.5] as const;
/** Characters of the 12 px monospace that a node has room for. */
const labelMax = 26;

type PathDrawingProps = { graph: PathGraph; service: string };

/** Everything on the ways to a package version, by depth from left to right. The tree beside it says the shortest in text. */
export function PathDrawing({ graph, service }: PathDrawingProps) {
  const layout = useMemo(() => layOut(graph), [graph]);
  const [zoom, setZoom] = useState(2);
  const [chosen, setChosen] = useState<number | null>(null);
  const through = useMemo(() => (chosen === null ? null : waysThrough(layout.edges, chosen)), [layout, chosen]);
  const box = useRef<HTMLElement>(null);
  const pan = usePan(box);
  // What is asked for stands at the right end: it is in sight at once where a smaller drawing has room for it.
  useEffect(() => {
    const room = box.current?.clientWidth ?? 0;
    if (layout.width > room) setZoom(layout.width * 0.75 > room && layout.width * 0.5 <= room ? 0 : 1);
  }, [layout]);
  const scale = zooms[zoom] ?? 1;
  const isDim = (place: number) => through !== null && !through.has(place);
  return (
    <div className="relative min-w-0">
      <section
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Drawing of the ways"
        className="panel max-h-[62vh] min-h-24 cursor-grab overflow-auto active:cursor-grabbing"
        {...pan}
      >
        <svg
          role="img"
          aria-label={visible(`${graph.nodes.length} packages on the ways from ${service}`)}
          width={layout.width * scale}
          height={layout.height * scale}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          className="block"
        >
          {layout.edges.map(({ from, to, path }) => (
            <path
              key={`${from} ${to}`}
              d={path}
              fill="none"
              className={cn("stroke-line-strong", through && (isDim(from) || isDim(to) ? "opacity-25" : "stroke-fg"))}
              strokeWidth={through && !isDim(from) && !isDim(to) ? 1.5 : 1}
            />
          ))}
          <Node x={layout.root.x} y={layout.root.y} label={visible(service)} look="root" dim={isDim(rootPlace)} />
          {layout.nodes.map(({ place, x, y }) => {
            const node = graph.nodes[place];
            if (!node) return null;
            return (
              <Node
                key={place}
                x={x}
                y={y}
                label={visible(`${node.name} ${node.version}`.trim())}
                look={place === graph.target ? "target" : "plain"}
                dim={isDim(place)}
                onChoose={() => setChosen((before) => (before === place ? null : place))}
              />
            );
          })}
        </svg>
      </section>
      <div className="mt-2 flex flex-wrap items-center gap-2 text-muted text-xs">
        <Button onClick={() => setZoom((at) => Math.max(at - 1, 0))} disabled={zoom === 0} className="h-7">
          Smaller
        </Button>
        <Button onClick={() => setZoom((at) => Math.min(at + 1, zooms.length - 1))} disabled={zoom === zooms.length - 1} className="h-7">
          Larger
        </Button>
        <span>
          {graph.total > graph.nodes.length
            ? `The ${graph.nodes.length} packages on the shortest ways, of ${graph.total} on any way. `
            : `${graph.nodes.length} ${graph.nodes.length === 1 ? "package lies" : "packages lie"} on the ways. `}
          Drag to move, choose a package to see the ways through it.
        </span>
      </div>
    </div>
  );
}

type NodeProps = { x: number; y: number; label: string; look: "root" | "plain" | "target"; dim: boolean; onChoose?: () => void };

const looks = {
  root: { box: "fill-sunken stroke-control", text: "fill-fg font-medium" },
  plain: { box: "fill-panel stroke-line-strong", text: "fill-fg" },
  target: { box: "fill-affected-soft stroke-affected", text: "fill-affected font-semibold" },
} as const;

function Node({ x, y, label, look, dim, onChoose }: NodeProps) {
  const { box, text } = looks[look];
  const short = label.length <= labelMax ? label : `${label.slice(0, labelMax - 13)}…${label.slice(-12)}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the tree beside it says the ways in text
    <g transform={`translate(${x} ${y})`} onClick={onChoose} className={cn(onChoose && "cursor-pointer", dim && "opacity-25")}>
      <title>{label}</title>
      <rect width={nodeSize.width} height={nodeSize.height} rx="6" strokeWidth={look === "target" ? 2 : 1} className={box} />
      <text x="9" y={nodeSize.height / 2} dominantBaseline="central" fontSize="12" className={cn("font-mono", text)}>
        {short}
      </text>
    </g>
  );
}

/** Dragging moves what is seen; the wheel and the keys do as in any box that scrolls. */
function usePan(box: React.RefObject<HTMLElement | null>) {
  const start = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  return {
    onPointerDown: (event: React.PointerEvent) => {
      if (!box.current || event.button !== 0) return;
      start.current = { x: event.clientX, y: event.clientY, left: box.current.scrollLeft, top: box.current.scrollTop };
    },
    onPointerMove: (event: React.PointerEvent) => {
      if (!box.current || !start.current) return;
      if (event.buttons === 0) start.current = null;
      else box.current.scrollTo(start.current.left + start.current.x - event.clientX, start.current.top + start.current.y - event.clientY);
    },
    onPointerUp: () => {
      start.current = null;
    },
  };
}
