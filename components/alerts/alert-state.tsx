import { CircleCheck, Undo2 } from "lucide-react";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { Alert } from "@/lib/alerts/schemas";

/** Whether it stands, and whether anybody has seen that: word, shape and colour. */
export function AlertStateMark({ alert }: { alert: Pick<Alert, "state" | "needsAttention"> }) {
  if (alert.state === "retracted")
    return (
      <span className="inline-flex items-center gap-1.5 text-muted">
        <Undo2 aria-hidden className="size-3.5" />
        retracted
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1.5">
      {alert.needsAttention ? (
        <span aria-hidden className="size-2 rotate-45 rounded-[1px] bg-malware" />
      ) : (
        <CircleCheck aria-hidden className="size-3.5 text-muted" />
      )}
      standing
    </span>
  );
}

/** Who acknowledged it, and when. */
export function Acknowledged({ alert }: { alert: Pick<Alert, "acknowledged" | "needsAttention"> }) {
  if (alert.needsAttention || alert.acknowledged === null) return <span className={alert.needsAttention ? "font-medium" : "text-muted"}>not yet</span>;
  return (
    <span>
      <VisibleText text={alert.acknowledged.by} />, <RelativeTime at={alert.acknowledged.at} />
    </span>
  );
}
