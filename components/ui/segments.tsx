import { cn } from "@/components/ui/cn";

export type Segment = { key: string; value: number; tone: "affected" | "unknown" | "clean" | "neutral" };

const fills: Record<Segment["tone"], string> = {
  affected: "fill-affected",
  unknown: "fill-[url(#hatch)] stroke-unknown",
  clean: "fill-clean-soft",
  neutral: "fill-control",
};

/**
 * Parts of a whole as one bar. Everything that is not zero stays visible (1 % at least). The figures stand beside it as text,
 * so it is hidden from assistive technology. SVG attributes, because a strict content policy forbids style attributes.
 */
export function Segments({ segments, className }: { segments: readonly Segment[]; className?: string }) {
  const shown = segments.filter((segment) => segment.value > 0);
  const total = shown.reduce((sum, segment) => sum + segment.value, 0);
  if (total === 0) return <div aria-hidden className={cn("h-2.5 rounded-[3px] bg-sunken", className)} />;
  const shares = shown.map((segment) => Math.max(segment.value / total, 0.01));
  const scale = shares.reduce((sum, share) => sum + share, 0);
  let x = 0;
  return (
    <svg aria-hidden="true" className={cn("block h-2.5 w-full overflow-visible", className)}>
      <title>Shares</title>
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="4" height="7" className="fill-unknown" />
        </pattern>
      </defs>
      {shown.map((segment, index) => {
        const width = ((shares[index] ?? 0) / scale) * 100;
        const at = x;
        x += width;
        const last = index === shown.length - 1;
        return (
          <rect key={segment.key} x={`${at}%`} width={`${last ? width : Math.max(width - 0.22, 0.4)}%`} height="100%" rx="3" className={fills[segment.tone]} />
        );
      })}
    </svg>
  );
}
