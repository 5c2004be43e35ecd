import { CircleCheck, CircleSlash, Hourglass } from "lucide-react";
import { endWords, phaseWords } from "@/components/decisions/words";
import { cn } from "@/components/ui/cn";
import type { DecisionRow } from "@/lib/decisions/schemas";

const marks = {
  waiting: { icon: Hourglass, tone: "text-unknown" },
  standing: { icon: CircleCheck, tone: "text-clean" },
  ended: { icon: CircleSlash, tone: "text-muted" },
} as const;

/** Whether a decision counts: word, shape and colour; of one that ended, how. */
export function PhaseMark({ decision: { phase, ended } }: { decision: Pick<DecisionRow, "phase" | "ended"> }) {
  const { icon: Icon, tone } = marks[phase];
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap", phase === "ended" && "text-muted")}>
      <Icon aria-hidden className={cn("size-3.5 shrink-0", tone)} />
      {ended ? endWords[ended.cause] : phaseWords[phase]}
    </span>
  );
}
