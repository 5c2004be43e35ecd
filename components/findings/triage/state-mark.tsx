import { CircleCheck, CircleDashed, CircleDot, CircleOff, Hourglass, Search, ShieldCheck } from "lucide-react";
import { stateWords } from "@/components/findings/triage/decision-words";
import { cn } from "@/components/ui/cn";
import type { DecidedState } from "@/lib/decisions/words";

const marks: Record<DecidedState, { icon: typeof CircleOff; tone: string }> = {
  undecided: { icon: CircleDashed, tone: "text-muted" },
  affected: { icon: CircleDot, tone: "text-affected" },
  under_investigation: { icon: Search, tone: "text-link" },
  accepted: { icon: ShieldCheck, tone: "text-unknown" },
  not_affected: { icon: CircleOff, tone: "text-muted" },
  fixed: { icon: CircleCheck, tone: "text-clean" },
};

/** What was decided: word, shape and colour. */
export function DecidedMark({ state }: { state: DecidedState }) {
  const { icon: Icon, tone } = marks[state];
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap align-middle", state === "undecided" && "text-muted")}>
      <Icon aria-hidden className={cn("size-3.5 shrink-0", tone)} />
      {stateWords[state]}
    </span>
  );
}

/** That a decision waits for a second person. */
export function WaitingMark({ state }: { state: DecidedState }) {
  return (
    <span title={`Asked for: ${stateWords[state]}. A second person must approve.`} className="inline-flex items-center gap-1.5 whitespace-nowrap text-unknown">
      <Hourglass aria-hidden className="size-3.5 shrink-0" />
      waits for approval
    </span>
  );
}
