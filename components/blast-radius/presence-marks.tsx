import { CircleDot, Hammer, History } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { AffectedRow } from "@/lib/blast-radius/schemas";

const marks = [
  { side: "now", word: "now", means: "It is there now", icon: CircleDot, className: "text-affected" },
  { side: "during", word: "window", means: "It was there at a moment of the window", icon: History, className: "text-fg" },
  { side: "built", word: "built", means: "A build of the window lists it", icon: Hammer, className: "text-malware" },
] as const;

/** On which sides a row is, each by a shape and a word. */
export function PresenceMarks({ row }: { row: Pick<AffectedRow, "present"> }) {
  return (
    <span className="flex items-center gap-2.5">
      {marks.map(({ side, word, means, icon: Icon, className }) =>
        row.present[side] ? (
          <span key={side} title={means} className={cn("inline-flex items-center gap-1", className)}>
            <Icon aria-hidden className="size-3.5 shrink-0" />
            {word}
          </span>
        ) : null,
      )}
    </span>
  );
}
