import { Circle, CircleCheck, CircleDashed, CircleDot, CircleOff, ShieldCheck } from "lucide-react";
import { statusWords } from "@/components/incidents/words";
import { cn } from "@/components/ui/cn";
import type { IncidentStatus, ServiceWorkStatus } from "@/lib/incidents/schemas";

const marks = {
  to_do: { icon: CircleDashed, tone: "text-affected" },
  in_progress: { icon: CircleDot, tone: "text-link" },
  contained: { icon: ShieldCheck, tone: "text-fg" },
  clear: { icon: CircleCheck, tone: "text-clean" },
  not_affected: { icon: CircleOff, tone: "text-muted" },
} as const;

/** What is being done about a service: word, shape and colour. */
export function WorkMark({ status }: { status: ServiceWorkStatus }) {
  const { icon: Icon, tone } = marks[status];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden className={cn("size-3.5 shrink-0", tone)} />
      {statusWords[status]}
    </span>
  );
}

export function IncidentStatusMark({ status }: { status: IncidentStatus }) {
  const Icon = status === "open" ? Circle : CircleCheck;
  return (
    <span className={cn("inline-flex items-center gap-1.5", status === "closed" && "text-muted")}>
      <Icon aria-hidden className="size-3.5" />
      {status}
    </span>
  );
}
