import { linePath } from "@/components/remediation/charts/paths";
import { cn } from "@/components/ui/cn";

const box = { width: 100, height: 20 };

/** The way a number went, from 0 to its own most. What it was and is stands beside it in figures. */
export function Sparkline({ values, className }: { values: readonly number[]; className?: string }) {
  const path = linePath(values, { ...box, max: Math.max(1, ...values) });
  return (
    <svg aria-hidden="true" viewBox={`0 -1 ${box.width} ${box.height + 2}`} preserveAspectRatio="none" className={cn("block h-5 w-24", className)}>
      <rect y={box.height} width={box.width} height="0.75" className="fill-line" />
      <path d={path} fill="none" strokeWidth="1.5" strokeLinejoin="round" vectorEffect="non-scaling-stroke" className="stroke-muted" />
    </svg>
  );
}
