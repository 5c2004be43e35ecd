import { CircleAlert, CircleCheck, CircleDashed, CirclePause, LoaderCircle } from "lucide-react";
import { sourceName } from "@/components/sources/source-name";
import { cn } from "@/components/ui/cn";
import { Progress } from "@/components/ui/progress";
import type { Source } from "@/lib/advisories/sources/schemas";

const marks = {
  running: { icon: LoaderCircle, tone: "text-link", word: "syncing" },
  queued: { icon: CircleDashed, tone: "text-muted", word: "waits" },
  failed: { icon: CircleAlert, tone: "text-affected", word: "failed" },
  stale: { icon: CircleAlert, tone: "text-unknown", word: "stale" },
  current: { icon: CircleCheck, tone: "text-clean", word: "current" },
  never: { icon: CircleDashed, tone: "text-muted", word: "not synced yet" },
  off: { icon: CirclePause, tone: "text-muted", word: "not kept up to date" },
} as const;

function markOf(source: Source): keyof typeof marks {
  if (source.status !== "idle") return source.status;
  if (!source.enabled) return "off";
  if (source.problem) return "failed";
  if (source.succeededAt === null) return "never";
  return source.stale ? "stale" : "current";
}

/** How it is: word, shape and colour; while a sync runs, what it does and how far it is. */
export function SourceStatus({ source }: { source: Source }) {
  const { icon: Icon, tone, word } = marks[markOf(source)];
  const isRunning = source.status === "running";
  return (
    <div className="min-w-44">
      <span className="flex items-center gap-1.5">
        <Icon aria-hidden className={cn("size-[1.1em] shrink-0", tone, isRunning && "animate-spin")} />
        {isRunning ? (source.phase ?? word) : word}
        {isRunning && source.progress !== null ? <span className="text-muted">{Math.floor(source.progress * 100)} %</span> : null}
      </span>
      {isRunning ? (
        <div className="mt-1">
          <Progress label={`Sync of ${sourceName(source)}`} value={source.progress} />
        </div>
      ) : null}
    </div>
  );
}
