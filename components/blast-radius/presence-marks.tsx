import { CircleDot, Hammer, History, Rocket } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { VisibleText } from "@/components/ui/visible-text";
import type { AffectedRow } from "@/lib/blast-radius/schemas";
import { visible } from "@/lib/text/visible.mjs";

const marks = [
  { side: "now", word: "now", means: "It is there now", icon: CircleDot, className: "text-affected" },
  { side: "during", word: "window", means: "It was there at a moment of the window", icon: History, className: "text-fg" },
  { side: "built", word: "built", means: "A build of the window lists it", icon: Hammer, className: "text-malware" },
] as const;

/** On which sides a row is and where it runs, each by a shape and a word. */
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
      {row.present.running.length > 0 ? (
        <span title={visible(`A build with it runs in ${row.present.running.join(", ")}`)} className="inline-flex items-center gap-1 font-medium text-affected">
          <Rocket aria-hidden className="size-3.5 shrink-0" />
          <VisibleText text={row.present.running[0] ?? ""} />
          {row.present.running.length > 1 ? ` +${row.present.running.length - 1}` : ""}
        </span>
      ) : null}
    </span>
  );
}
