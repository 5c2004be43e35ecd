import { CircleDashed, CopyCheck, FileWarning, Radar, ScrollText } from "lucide-react";
import { type SaysWords, saysWords, silenceOf } from "@/components/inspector/words";
import { cn } from "@/components/ui/cn";
import type { TwoSides } from "@/lib/aws/observations/schemas/side";

const marks: Record<SaysWords["tone"], { icon: typeof Radar; className: string }> = {
  agree: { icon: CopyCheck, className: "text-fg" },
  osv: { icon: ScrollText, className: "text-fg" },
  silent: { icon: CircleDashed, className: "text-muted" },
  inspector: { icon: Radar, className: "text-fg" },
  gap: { icon: FileWarning, className: "font-medium text-unknown" },
};

/** Who says so, by a shape and a word. */
export function SaysMark({ sides }: { sides: Pick<TwoSides, "status" | "coverage" | "sbomGap" | "inspector"> }) {
  const { tone, short, means } = saysWords(sides);
  const { icon: Icon, className } = marks[tone];
  const silence = silenceOf(sides);
  return (
    <span title={means} className={cn("inline-flex items-center gap-1.5 align-middle", className)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {short}
      {silence ? <span className="text-muted text-xs">{silence}</span> : null}
    </span>
  );
}

/** That Amazon Inspector reports it too. */
export function InspectorMark({ children = "Inspector" }: { children?: string }) {
  return (
    <span title="Amazon Inspector reports it too" className="inline-flex items-center gap-1 align-middle text-xs">
      <Radar aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  );
}
