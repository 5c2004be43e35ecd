import { AlarmClock } from "lucide-react";
import { RelativeTime } from "@/components/ui/time";

const dayMs = 86_400_000;
const soonDays = 7;

/** By when it is due; overdue and soon say so in words. Nothing is due where no policy sets anything. */
export function DueMark({ at }: { at: string | null }) {
  if (at === null) return <span className="text-muted">no date</span>;
  const left = Date.parse(at) - Date.now();
  if (left > soonDays * dayMs) return <RelativeTime at={at} className="text-muted" />;
  return (
    <span
      className={left < 0 ? "inline-flex items-center gap-1 align-middle text-affected" : "inline-flex items-center gap-1 align-middle text-unknown"}
      suppressHydrationWarning
    >
      <AlarmClock aria-hidden className="size-3.5 shrink-0" />
      {left < 0 ? "overdue, " : ""}
      <RelativeTime at={at} />
    </span>
  );
}
