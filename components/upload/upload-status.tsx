import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle } from "lucide-react";
import { cn } from "@/components/ui/cn";

export type UploadStatus = "queued" | "processing" | "done" | "failed";
const marks = {
  queued: { icon: CircleDashed, tone: "text-muted", word: "Queued" },
  processing: { icon: LoaderCircle, tone: "text-link", word: "Processing" },
  done: { icon: CircleCheck, tone: "text-clean", word: "Done" },
  failed: { icon: CircleAlert, tone: "text-affected", word: "Failed" },
} as const;

/** How far an upload is: word, shape and colour. */
export function UploadStatusMark({ status, className }: { status: UploadStatus; className?: string }) {
  const { icon: Icon, tone, word } = marks[status];
  return (
    <span className={cn("inline-flex items-center gap-1.5 align-middle", className)}>
      <Icon aria-hidden className={cn("size-[1.1em]", tone, status === "processing" && "animate-spin")} />
      {word}
    </span>
  );
}
