import { CircleAlert, CircleCheck, CircleDashed, CirclePause, LoaderCircle } from "lucide-react";
import type { FeedState } from "@/components/aws/feed-state";
import { cn } from "@/components/ui/cn";

const marks = {
  running: { icon: LoaderCircle, tone: "text-link", word: "syncing" },
  queued: { icon: CircleDashed, tone: "text-muted", word: "waits" },
  failed: { icon: CircleAlert, tone: "text-affected", word: "failed" },
  current: { icon: CircleCheck, tone: "text-clean", word: "current" },
  never: { icon: CircleDashed, tone: "text-muted", word: "not synced yet" },
  off: { icon: CirclePause, tone: "text-muted", word: "not asked" },
} as const;

/** A state as shape, colour and word, or other words for it. */
export function FeedMark({ state, children }: { state: FeedState; children?: React.ReactNode }) {
  const { icon: Icon, tone, word } = marks[state];
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Icon aria-hidden className={cn("size-[1.1em] shrink-0", tone, state === "running" && "animate-spin")} />
      <span className="min-w-0 truncate">{children ?? word}</span>
    </span>
  );
}
